import type { CheckMeasure, CheckPart } from '../../documents/checks/check-verdict.ts';
import { distributionOf } from '../../documents/checks/distribution.ts';
import { isAsExpected, type Probe, secondsToEnforce } from '../../documents/checks/probe.ts';
import { probeSentence } from '../conclusion.ts';
import { DENYING, tierProbes } from './tier-probes.ts';

const WHATS = Object.values(tierProbes).flatMap((tier) => Object.entries(tier));

/** What each of the probes shows. A probe is not made if it would show nothing: nothing was denied before it, or its tier was left alone. */
export function tierParts(probes: readonly Probe[]): CheckPart[] {
  const byName = new Map(probes.map((probe) => [probe.name, probe]));
  return WHATS.map(([id, what]) => {
    const probe = byName.get(id);
    const question = `Is it true that ${what}?`;
    if (probe === undefined) return { id, question, answer: 'not-applicable', text: 'It was not tried.' };
    const answer = probe.observed === 'unknown' ? 'unknown' : isAsExpected(probe) ? 'yes' : 'no';
    return { id, question, answer, text: `${probeSentence(probe)}.` };
  });
}

const MEASURES: readonly { id: string; what: string; isOf: (name: string) => boolean }[] = [
  {
    id: 'deny',
    what: 'from the creation of a policy that denies until it is enforced',
    isOf: (name) => DENYING.has(name),
  },
  {
    id: 'restore',
    what: 'from the deletion of such a policy until traffic passes again',
    isOf: (name) => name.endsWith('-restored'),
  },
];

/** How long the tiers took, from the API server's answer to a change until its effect was seen. */
export function tierMeasures(probes: readonly Probe[]): CheckMeasure[] {
  return MEASURES.flatMap(({ id, what, isOf }) => {
    const samples = probes.filter(({ name }) => isOf(name)).map(secondsToEnforce);
    const seconds = distributionOf(samples.filter((sample) => sample !== null));
    return seconds === null ? [] : [{ id, what, seconds }];
  });
}
