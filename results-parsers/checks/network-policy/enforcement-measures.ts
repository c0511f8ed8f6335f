import type { CheckMeasure } from '../check-verdict.ts';
import { distributionOf } from '../distribution.ts';
import { type Probe, reachabilityOf, secondsToEnforce } from '../probe.ts';
import { ENFORCE_ALLOW, ENFORCE_DENY, stepOf } from './scenario-facts.ts';

/** How long changes of policies took to be enforced, from the API server's answer on; what has no samples is left out. */
export function enforcementMeasures(probes: readonly Probe[]): CheckMeasure[] {
  const of = (scenario: string): Probe[] => probes.filter(({ name }) => stepOf(name)?.scenario === scenario);
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
  const [denied, allowed] = [of(ENFORCE_DENY), of(ENFORCE_ALLOW)];
  const measures: [id: string, what: string, samples: number[]][] = [
    [
      'deny',
      'from the answer to a new deny to the first connection that it blocks',
      known(denied.map(secondsToEnforce)),
    ],
    [
      'leak',
      'from the answer to a new deny to the end of the last connection that still opened',
      known(denied.map(leakSeconds)),
    ],
    [
      'allow',
      'from the answer to the deletion of a deny to the first connection that opens',
      known(allowed.map(secondsToEnforce)),
    ],
  ];
  return measures.flatMap(([id, what, samples]) => {
    const seconds = distributionOf(samples);
    return seconds === null ? [] : [{ id, what, seconds }];
  });
}

/** Null: it was not seen to be enforced, so that the leak has no known end. */
function leakSeconds(probe: Probe): number | null {
  const { changedAt, attempts } = probe;
  if (changedAt === null || secondsToEnforce(probe) === null) return null;
  const last = attempts.findLast(({ result }) => reachabilityOf(result) === 'open');
  return last === undefined ? 0 : Math.max(0, Date.parse(last.endedAt) - Date.parse(changedAt)) / 1000;
}
