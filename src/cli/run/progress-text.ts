import { counted } from '../../../results-parsers/core/counted.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import type { RunSnapshot } from '../../sonobuoy/run-observer.ts';

const BAR_WIDTH = 12;
/** Before that, an estimate would be a guess. */
const ESTIMATE_AFTER = { specs: 3, seconds: 30 } as const;
/** If no spec has ended for so long, the pace of earlier specs says nothing about those that run. */
const QUIET_SECONDS = 60;

/** `12:05`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `18 of 47 specs, 17 passed, 1 failed`. */
export function counts({ total, passed, failed }: RunSnapshot): string {
  return `${passed + failed} of ${counted(total, 'spec')}, ${passed} passed, ${failed} failed`;
}

/**
 * `about 4 min left`, or `no spec has ended for 5 min`; null: not known yet, or the only specs left are running already, and may wait for
 * minutes.
 */
export function estimate({
  phase,
  total,
  passed,
  failed,
  running,
  elapsedSeconds,
  quietSeconds,
  secondsLeft,
}: RunSnapshot): string | null {
  if (phase === 'testing' && secondsLeft !== null) return inTime(secondsLeft);
  const ended = passed + failed;
  if (phase === 'testing' && ended < total && quietSeconds >= QUIET_SECONDS) {
    return `no spec has finished for ${Math.floor(quietSeconds / 60)} min`;
  }
  if (
    phase !== 'testing' ||
    ended < ESTIMATE_AFTER.specs ||
    elapsedSeconds < ESTIMATE_AFTER.seconds ||
    ended >= total ||
    total - ended <= running.length
  ) {
    return null;
  }
  return inTime((elapsedSeconds / ended) * (total - ended));
}

function inTime(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds / 10)) * 10} s left`;
  return seconds < 90 * 60
    ? `about ${Math.round(seconds / 60)} min left`
    : `about ${Math.round(seconds / 3600)} h left`;
}

/** A spec in words, without tags; Sonobuoy carries only the beginning of its name. */
export function specInWords(name: string): string {
  return printable(specSentence(name.replace(/\[[^\]]*$/, '')));
}

/** The beginning of nearly all of them. */
const USUAL_BEGINNING = /^Netpol NetworkPolicy between server and client /;

/** The specs that run right now, in words; empty if not known or if there are none. */
export function currentSpecs({ phase, running, obstacle }: RunSnapshot): string[] {
  if (phase !== 'testing' || obstacle !== null) return [];
  return running.map((name) => specInWords(name).replace(USUAL_BEGINNING, ''));
}

const PHASES = {
  starting: 'starting the pods',
  testing: 'testing',
  stopping: 'stopping; the plugin hands over its results so far',
  collecting: 'Sonobuoy packs the archive',
} as const;

/** What is going on, if counts do not show it. */
export function activity({ phase, message, obstacle }: RunSnapshot): string {
  if (obstacle !== null) return `waiting: ${printable(obstacle)}`;
  return (phase === 'starting' || phase === 'testing') && message !== '' ? printable(message) : PHASES[phase];
}

/** The same without the counts that may follow, which change with every spec. */
export function activityAlone(snapshot: RunSnapshot): string {
  return activity({ ...snapshot, message: snapshot.message.replace(/;.*$/s, '') });
}

/** `[#####-------]`; dashes alone: not known how many there are. */
export function bar({ total, passed, failed }: RunSnapshot): string {
  const filled = total === 0 ? 0 : Math.min(BAR_WIDTH, Math.floor(((passed + failed) / total) * BAR_WIDTH));
  return `[${'#'.repeat(filled).padEnd(BAR_WIDTH, '-')}]`;
}
