import type { ProbeAnswer, Server } from '../documents/verdict/reachability-failure.ts';
import type { Reach } from '../policy-model/reachability.ts';
import { reachabilityLimits } from './limits.ts';
import { isPodName } from './truth-table.ts';

/** One line of the timeline; the texts are those of test/e2e/network/netpol, the same in Kubernetes 1.30 to 1.37. */
export type TimelineEvent =
  | { event: 'attempt' }
  | { event: 'pod'; pod: string }
  | { event: 'server'; server: Server; ready: boolean }
  | { event: 'first-try' }
  | { event: 'second-try'; wrongInFirst: number }
  | { event: 'probed'; from: string; address: string; answer: ProbeAnswer }
  | { event: 'wrong'; from: string; to: string }
  | { event: 'expected'; expected: Reach; address: string | null; server: Server }
  | { event: 'counts'; correct: number; incorrect: number }
  | { event: 'table'; table: 'expected' | 'observed' | 'comparison' }
  | { event: 'valid' }
  | ExecError;

/**
 * What an exec ended with. `probe`: the probe's own command failed, as it does if the connection is blocked. `fallback`: the exec is tried over
 * another protocol, and how that ends is not logged. `exec`: the probe did not run, or its answer was lost.
 */
type ExecError = { event: 'exec-error'; of: 'probe' | 'fallback' | 'exec'; message: string };

/** What comes before a text: blanks, and klog's prefix, or that of the logging frameworks before it. */
const BEFORE =
  /\s*(?:(?:[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\] |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d+: [A-Z]+: )\s*)?/y;

type Parser = (text: string) => TimelineEvent | null;

/** By how the text begins. */
const parsers: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['Attempt #', () => ({ event: 'attempt' })],
  ['creating pod ', (text) => podEvent(between(text, 'creating pod ', ' with matching service'))],
  ['server ', serverEvent],
  ['STEP: Validating reachability matrix... (FIRST TRY)', () => ({ event: 'first-try' })],
  ['failed first probe ', secondTry],
  ['probe #', probed],
  ['Validation of ', wrong],
  ['Expected allowed pod connection', (text) => expectedEvent('open', text)],
  ['Expected blocked pod connection', (text) => expectedEvent('blocked', text)],
  ['reachability: correct:', counts],
  ['expected:', () => ({ event: 'table', table: 'expected' })],
  ['observed:', () => ({ event: 'table', table: 'observed' })],
  ['comparison:', () => ({ event: 'table', table: 'comparison' })],
  ['VALIDATION SUCCESSFUL', () => ({ event: 'valid' })],
  ['fallback to secondary dialer', execError],
  ['unexpected error trying to use websockets for pod exec', execError],
]);

const START = new RegExp([...parsers.keys()].map((start) => start.replace(/[.()]/g, '\\$&')).join('|'), 'y');

/** Null: the line says nothing about reachability. That holds for most of many thousand lines, which are therefore only looked at. */
export function timelineEvent(line: string): TimelineEvent | null {
  BEFORE.lastIndex = 0;
  BEFORE.test(line);
  START.lastIndex = BEFORE.lastIndex;
  const found = START.exec(line);
  return found === null ? null : (parsers.get(found[0])?.(line.slice(found.index)) ?? null);
}

function podEvent(pod: string | null): TimelineEvent | null {
  return pod !== null && isPodName(pod) ? { event: 'pod', pod } : null;
}

/** `server 81->80,TCP is not ready`: the first number is upstream's invention and stands for nothing. */
function serverEvent(text: string): TimelineEvent | null {
  const found = /^server \d{1,5}->(\d{1,5}),(\w{1,10}) is (not )?ready/.exec(text);
  return found && { event: 'server', server: { port: Number(found[1]), protocol: found[2] ?? null }, ready: !found[3] };
}

function secondTry(text: string): TimelineEvent | null {
  const found = /^failed first probe (\d{1,6}) wrong results/.exec(text);
  return found && { event: 'second-try', wrongInFirst: Number(found[1]) };
}

/** `probe #1 :: connectivity expected :: ns/pod -> address :: stderr - TIMEOUT`. */
function probed(text: string): TimelineEvent | null {
  const [, expectation, pair = '', error] = text.split(' :: ', 4);
  const [from = '', address = ''] = pair.split(' -> ', 2);
  if (expectation !== 'connectivity expected' || !isPodName(from) || address.length > 50) return null;
  const word = error?.replace(/^stderr -/, '').trim() ?? '';
  return { event: 'probed', from, address, answer: answerOf(word) };
}

const ANSWERS: Readonly<Record<string, ProbeAnswer>> = {
  '': 'nothing',
  TIMEOUT: 'timeout',
  REFUSED: 'refused',
  DNS: 'dns',
  UNKNOWN: 'unknown',
};

function answerOf(error: string): ProbeAnswer {
  const [word = ''] = error.split(':', 1);
  return Object.hasOwn(ANSWERS, word) ? (ANSWERS[word] ?? 'other') : 'other';
}

function wrong(text: string): TimelineEvent | null {
  const [from = '', to = ''] = between(text, 'Validation of ', ' FAILED')?.split(' -> ', 2) ?? [];
  return isPodName(from) && isPodName(to) ? { event: 'wrong', from, to } : null;
}

/** `... run 'kubectl exec a -n ns -- /agnhost connect 10.96.0.7:80 --timeout=3s --protocol=tcp'`. */
function expectedEvent(expected: Reach, text: string): TimelineEvent {
  const target = /\/agnhost connect \[?([0-9A-Fa-f.:]{1,50}?)\]?:(\d{1,5}) /.exec(text);
  const protocol = /--protocol=(\w{1,10})/.exec(text)?.[1]?.toUpperCase() ?? null;
  const server = { port: target ? Number(target[2]) : null, protocol };
  return { event: 'expected', expected, address: target?.[1] ?? null, server };
}

function counts(text: string): TimelineEvent | null {
  const found = /^reachability: correct:(\d{1,6}), incorrect:(\d{1,6}),/.exec(text);
  return found && { event: 'counts', correct: Number(found[1]), incorrect: Number(found[2]) };
}

/** The error of an exec whose command ran and found no connection. */
const PROBE_FAILED = 'command terminated with exit code 1';

/** Only Kubernetes 1.33 to 1.36 log such errors. */
function execError(text: string): TimelineEvent | null {
  const message = text.slice(text.indexOf(':') + 1).trim();
  if (message === '<nil>') return null;
  const of = message === PROBE_FAILED ? 'probe' : text.startsWith('fallback') ? 'fallback' : 'exec';
  return { event: 'exec-error', of, message: message.slice(0, reachabilityLimits.messageLength) };
}

function between(text: string, start: string, end: string): string | null {
  const at = text.indexOf(end, start.length);
  return at < 0 ? null : text.slice(start.length, at);
}
