import { type Probe, type ProbeAttempt, reachabilityOf } from '../../documents/checks/probe.ts';
import type { Reach } from '../../policy-model/reachability.ts';
import { expectedOf, judgementOf } from '../network-policy-beyond-upstream/expected-reach.ts';
import { millisecondsBetween, millisecondsUntil } from '../network-policy-beyond-upstream/try-times.ts';
import { AGENT_RESTART, type Restart, type RestartFacts } from './restart-facts.ts';

/** A connection that went the wrong way during the restart. */
export interface WrongWay {
  readonly probe: Probe;
  readonly reach: Reach;
  /** How many tries went this way. */
  readonly tries: number;
  /** From the beginning of the first to the end of the last of these tries. */
  readonly milliseconds: number;
  /** Milliseconds from the deletion of the agent's pod to the beginning of the first. */
  readonly after: number;
}

/** The wrong ways that a connection went; those against the policy that was made meanwhile are not among them. */
export function wrongWays(facts: RestartFacts, { deletedAt, policyAt }: Restart, probe: Probe): WrongWay[] {
  const [before, after] = [expectedIn(0, facts, probe), expectedIn(1, facts, probe)];
  const isOver = (at: string): boolean => policyAt !== null && Date.parse(at) >= Date.parse(policyAt);
  const expectedDuring = ({ endedAt }: ProbeAttempt): Probe['expected'] =>
    before === after || !isOver(endedAt) ? before : null;
  return (['open', 'blocked'] as const).flatMap((reach) => {
    const wrong = probe.attempts.filter((attempt, index, all) => {
      const expected = expectedDuring(attempt);
      const isDuring = Date.parse(attempt.endedAt) >= Date.parse(deletedAt);
      return isDuring && expected !== null && expected !== reach && isSeen(all, index, reach);
    });
    const [first, last] = [wrong[0], wrong.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      {
        ...{ probe, reach, tries: wrong.length },
        milliseconds: millisecondsUntil(first.startedAt, last),
        after: millisecondsBetween(deletedAt, first.startedAt),
      },
    ];
  });
}

/** A single try without an answer may be a lost packet, so the one before or after it has to be blocked, too. */
function isSeen(all: readonly ProbeAttempt[], index: number, reach: Reach): boolean {
  const isSo = (at: number): boolean => {
    const attempt = all[at];
    return attempt !== undefined && reachabilityOf(attempt.result) === reach;
  };
  return isSo(index) && (reach === 'open' || isSo(index - 1) || isSo(index + 1));
}

/**
 * Of a connection that the policy made meanwhile changes: milliseconds from the API server's answer to the end of the last try that went the wrong
 * way; null: not even the last one went the right way. Empty: the policy does not change it, or it was not tried since then.
 */
export function againstPolicy(facts: RestartFacts, policyAt: string, probe: Probe): (number | null)[] {
  const expected = expectedIn(1, facts, probe);
  if (expected === null || expected === expectedIn(0, facts, probe)) return [];
  const since = probe.attempts.filter(
    ({ startedAt, result }) => Date.parse(startedAt) >= Date.parse(policyAt) && reachabilityOf(result) !== 'unknown',
  );
  const isWrong = ({ result }: ProbeAttempt): boolean => reachabilityOf(result) !== expected;
  const [last, lastWrong] = [since.at(-1), since.findLast(isWrong)];
  if (last === undefined) return [];
  if (isWrong(last)) return [null];
  return [lastWrong === undefined ? 0 : millisecondsUntil(policyAt, lastWrong)];
}

function expectedIn(step: 0 | 1, facts: RestartFacts, probe: Probe): Probe['expected'] {
  const state = facts.steps.find((each) => each.scenario === AGENT_RESTART && each.step === step);
  return state === undefined ? null : expectedOf(judgementOf(facts, state, probe));
}
