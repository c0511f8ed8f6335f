import { counted } from '../../core/counted.ts';
import type { CheckMeasure } from '../../documents/checks/check-verdict.ts';
import { distributionOf } from '../../documents/checks/distribution.ts';
import { type Probe, reachabilityOf } from '../../documents/checks/probe.ts';
import {
  ENFORCE_ALLOW,
  ENFORCE_DENY,
  ENFORCE_RULE_ADDED,
  ENFORCE_RULE_REMOVED,
  type Load,
  loaded,
  stepOf,
} from './scenario-facts.ts';
import { millisecondsUntil } from './try-times.ts';

/**
 * How long policy changes took to be enforced, from the API server's answer on; a measurement without samples is left out. A try is a command in
 * a pod. When during a try the connection was made is not known: the measure `try` says how long a try takes.
 */
export function enforcementMeasures(probes: readonly Probe[], load: Load | undefined): CheckMeasure[] {
  const idle = measured(probes, (name) => name);
  if (load === undefined) return idle;
  const beside = `, beside ${counted(load.policies, 'policy', 'policies')} and ${counted(load.pods, 'pod')}`;
  const underLoad = measured(probes, loaded, true).map(({ id, what, ...rest }) => ({
    id: loaded(id),
    what: `${what}${beside}`,
    ...rest,
  }));
  return [...idle, ...underLoad];
}

/** @param named the name of the measurement here */
function measured(
  probes: readonly Probe[],
  named: (measurement: string) => string,
  isRareOfInterest = false,
): CheckMeasure[] {
  const of = (scenario: string): Probe[] => probes.filter(({ name }) => stepOf(name)?.scenario === named(scenario));
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
  const [denied, allowed] = [of(ENFORCE_DENY), of(ENFORCE_ALLOW)];
  const [added, removed] = [of(ENFORCE_RULE_ADDED), of(ENFORCE_RULE_REMOVED)];
  const measures: [id: string, what: string, samples: number[]][] = [
    [
      'deny',
      "from the API server's answer to a new deny policy to the first connection that it blocks",
      known(denied.map(firstRightSeconds)),
    ],
    [
      'leak',
      "from the API server's answer to a new deny policy to the end of the last connection that still opened",
      known(denied.map(leakSeconds)),
    ],
    [
      'rule-added',
      "from the API server's answer to a rule being added to a policy to the first connection that opens",
      known(added.map(firstRightSeconds)),
    ],
    [
      'rule-removed',
      "from the API server's answer to a rule being removed from a policy to the first connection that is blocked",
      known(removed.map(firstRightSeconds)),
    ],
    [
      'allow',
      "from the API server's answer to the deletion of a deny policy to the first connection that opens",
      known(allowed.map(firstRightSeconds)),
    ],
    [
      'try',
      'one attempt to connect while the connection is open',
      [...denied, ...added, ...removed, ...allowed].flatMap(openTrySeconds),
    ],
  ];
  return measures.flatMap(([id, what, samples]) => {
    const seconds = distributionOf(samples, isRareOfInterest);
    return seconds === null ? [] : [{ id, what, seconds }];
  });
}

/** Up to the latest moment at which the first of the final, expected tries can have begun to connect. Null: there is no such try. */
function firstRightSeconds({ changedAt, expected, observed, attempts }: Probe): number | null {
  if (changedAt === null || expected === null || observed !== expected) return null;
  const before = attempts.findLastIndex(({ result }) => reachabilityOf(result) !== expected);
  const first = attempts[before + 1];
  if (first === undefined) return null;
  return millisecondsUntil(changedAt, first) / 1000;
}

/** Null: the deny was not seen to be enforced, so the end of the leak is not known. */
function leakSeconds(probe: Probe): number | null {
  const { changedAt, attempts } = probe;
  if (changedAt === null || firstRightSeconds(probe) === null) return null;
  const last = attempts.findLast(({ result }) => reachabilityOf(result) === 'open');
  return last === undefined ? 0 : millisecondsUntil(changedAt, last) / 1000;
}

function openTrySeconds({ attempts }: Probe): number[] {
  return attempts
    .filter(({ result }) => reachabilityOf(result) === 'open')
    .map(({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}
