import type { ProbeAttempt } from '../../documents/checks/probe.ts';

/** How long `agnhost connect` waits for an answer while times are measured: an unanswered attempt takes that long. */
export const MEASURING_CONNECT_SECONDS = 0.3;

/** Milliseconds from one moment to another, less `less`; never negative. */
export function millisecondsBetween(from: string, to: string, less = 0): number {
  return Math.max(0, Math.round(Date.parse(to) - Date.parse(from) - less));
}

/** Milliseconds from a moment to the end of a try, less the time in which it waited in vain after it had tried to connect. */
export function millisecondsUntil(moment: string, { endedAt, result }: ProbeAttempt): number {
  return millisecondsBetween(moment, endedAt, result === 'timeout' ? MEASURING_CONNECT_SECONDS * 1000 : 0);
}
