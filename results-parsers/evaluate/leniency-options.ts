import { isDay } from '../core/day.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import type { DeclarationSet } from '../declarations/declaration.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import type { Leniency } from '../verdict/waived-specs.ts';
import { combineWaivers } from '../waivers/combine-waivers.ts';
import { defaultWaivers } from '../waivers/default-profile.ts';
import type { WaiverSet } from '../waivers/waiver.ts';

/** What may be excused, and what is declared; the verdict records it. */
export type LeniencyOptions = {
  /** In place of the default waivers alone. */
  waivers?: readonly WaiverSet[];
  /** The day on which waivers have to be in force, such as `2026-11-22`. Undefined: that of the run, from the archive. */
  asOf?: string;
  /** A spec that failed and then passed counts as failed. */
  strictFlakes?: boolean;
  /** What upstream's specs do not test must conform to the API, too. */
  extended?: boolean;
  /** What the provider says of clauses that no test can prove. */
  declarations?: DeclarationSet;
};

type RecordedLeniency = Pick<
  Verdict['inputs'],
  'waivers' | 'declarations' | 'defaultWaivers' | 'asOf' | 'strictFlakes' | 'extended'
>;

/** Throws `USAGE` for two waivers with one id, and for a day that is none. */
export function leniencyOf(options: LeniencyOptions): { leniency: Leniency; recorded: RecordedLeniency } {
  const { waivers: sets = [defaultWaivers], asOf = null, strictFlakes = false, extended = false } = options;
  const { declarations = null } = options;
  if (asOf !== null && !isDay(asOf)) {
    throw new ScsNetworkingError('USAGE', `expected a day such as 2026-11-22, found '${asOf}'`);
  }
  return {
    leniency: { waivers: combineWaivers(sets), asOf, strictFlakes },
    recorded: {
      waivers: sets
        .flatMap(({ source, sha256 }) => (sha256 === null ? [] : [{ source, sha256 }]))
        .sort((a, b) => (a.source < b.source ? -1 : 1)),
      declarations: declarations === null ? null : { source: declarations.source, sha256: declarations.sha256 },
      defaultWaivers: sets.some(({ sha256 }) => sha256 === null),
      asOf,
      strictFlakes,
      extended,
    },
  };
}
