import type { SpecVerdict, Verdict } from '../documents/verdict/verdict.ts';
import { defaultWaivers } from '../waivers/default-profile.ts';

const UNTRIED: ReadonlySet<SpecVerdict['outcomeBeforeWaivers']> = new Set(['skipped', 'missing']);

/** The waivers that a report mentions: if not one required spec was tried, only those that were asked for. */
export function shownWaivers({ specs, waivers }: Pick<Verdict, 'specs' | 'waivers'>): Verdict['waivers'] {
  const wasTried = specs.some(({ required, outcomeBeforeWaivers }) => required && !UNTRIED.has(outcomeBeforeWaivers));
  return wasTried ? waivers : waivers.filter(({ source }) => source !== defaultWaivers.source);
}
