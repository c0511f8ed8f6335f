import type {
  FailureKind,
  Pod,
  ReachabilityFailure,
  WrongConnection,
} from '../documents/verdict/reachability-failure.ts';
import { failureMessage, isOfEnvironment, wrongResultsIn } from './failure-message.ts';
import { TimelineReader } from './timeline-reader.ts';
import type { TimelineReading } from './timeline-reading.ts';
import { between, type JudgedTries, type JudgedTry, judgedTries } from './tries.ts';

/** What the texts of a failed NetworkPolicy spec say: JUnit's `<failure>` and `<system-err>`. No text makes it fail. */
export function readFailure(failureText: string, timelineText: string): ReachabilityFailure {
  const reader = new TimelineReader();
  reader.write(timelineText);
  reader.end();
  return reachabilityFailure(failureText, reader.reading());
}

/** Puts together what the failure says and what its timeline said as it streamed by. */
export function reachabilityFailure(failureText: string, timeline: TimelineReading): ReachabilityFailure {
  const message = failureMessage(failureText);
  const judged = judgedTries(timeline);
  const { expected, tries, server } = judged;
  const wrong = wrongConnections(judged);
  return {
    kind: isOfEnvironment(message, failureText) ? 'environment' : kindOf(message, timeline, wrong),
    message,
    complete: isComplete(message, timeline, judged, wrong.length),
    server,
    pods: expected.pods.map(podOf),
    expected: expected.toRows(),
    tries: tries.map(({ number, observed, wrong: count }) => ({ number, observed: observed.toRows(), wrong: count })),
    wrong,
    connections: expected.connections().length,
    sameInBothTries: sameInBoth(tries),
    notReady: timeline.readiness.notReady,
    execError: timeline.execError,
    placed: [...timeline.nodes].map(([pod, node]) => ({ ...podOf(pod), node })),
  };
}

function podOf(text: string): Pod {
  const [namespace = '', name = ''] = text.split('/');
  return { namespace, name };
}

function wrongConnections({ expected, tries }: JudgedTries): WrongConnection[] {
  const last = tries.at(-1);
  const answers = new Map(last?.probes.map(({ from, to, answer }) => [`${from} ${to}`, answer]));
  const wrong: WrongConnection[] = [];
  for (const [from, to] of expected.connections()) {
    const [wanted, seen] = [expected.at(from, to), last?.observed.at(from, to) ?? null];
    if (wanted === null || seen === null || wanted === seen) continue;
    const answer = seen === 'blocked' ? (answers.get(`${from} ${to}`) ?? null) : null;
    wrong.push({ from: podOf(from), to: podOf(to), expected: wanted, observed: seen, answer });
  }
  return wrong;
}

function kindOf(message: string, timeline: TimelineReading, wrong: readonly WrongConnection[]): FailureKind {
  const { validation, readiness } = timeline;
  if (validation === null) return message === '' && readiness.notReady.length > 0 ? 'environment' : 'unknown';
  const concluded = wrongResultsIn(message) !== null || (message === '' && validation.counts !== null);
  if (!concluded || wrong.length === 0) return 'unknown';
  // `agnhost connect` gives a reason whenever it fails: a probe without a word was never started, which says nothing about policies.
  const probed = wrong.filter(({ answer }) => answer !== 'nothing');
  if (probed.length === 0) return 'environment';
  const seen = new Set(probed.map(({ observed }) => observed));
  if (seen.size > 1) return 'both';
  return seen.has('open') ? 'leak' : 'blocked';
}

/** Upstream counts in up to three places, all of which must agree with what was read. */
function isComplete(message: string, timeline: TimelineReading, judged: JudgedTries, wrong: number): boolean {
  const { expected, tries } = judged;
  const declared = wrongResultsIn(message);
  const last = tries.at(-1);
  if (last === undefined) return declared === null && message !== '';
  const { validation } = timeline;
  const connections = expected.connections().length;
  return (
    expected.isKnown() &&
    last.observed.isKnown() &&
    last.wrong === wrong &&
    (declared === null || declared === wrong) &&
    (validation === null || sum(validation.counts) === connections) &&
    tries.every((one) => one.wrong === between(one.probes).length)
  );
}

function sum(counts: { correct: number; incorrect: number } | null): number | null {
  return counts && counts.correct + counts.incorrect;
}

function sameInBoth([first, second]: readonly JudgedTry[]): boolean | null {
  if (!first?.observed.isKnown() || !second?.observed.isKnown()) return null;
  return first.observed.equals(second.observed);
}
