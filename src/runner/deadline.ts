import { counted } from '../../results-parsers/core/counted.ts';
import { say } from './pod-log.ts';
import type { Stop } from './stop.ts';

/** Between our deadline and Sonobuoy's: clean-up, delivery, and what its worker and aggregator take until they have the results. */
const MARGIN_SECONDS = 90;
/** However little time Sonobuoy gives, the runner does not stop before it has started. */
const LEAST_SECONDS = 10;

/** Stops the run so many seconds from now, if nothing else does before. */
export function armDeadline(stop: Stop, seconds: number, origin: string): void {
  const onDeadline = (): void => {
    say(
      `The deadline of ${counted(seconds, 'second')} has passed: stopping the specs, then handing over the results so far.`,
    );
    stop.request(
      'deadline',
      `The deadline of ${counted(seconds, 'second')} (${origin}) passed before the specs had ended.`,
    );
  };
  setTimeout(onDeadline, seconds * 1000).unref();
}

export interface AggregatorTime {
  readonly timeoutSeconds: number;
  readonly startedAt: Date;
}

/** How many seconds from `now` the runner has at most, so that its results reach Sonobuoy before that gives up. */
export function secondsLeft({ timeoutSeconds, startedAt }: AggregatorTime, stopSeconds: number, now: Date): number {
  const elapsed = (now.getTime() - startedAt.getTime()) / 1000;
  return Math.max(LEAST_SECONDS, Math.floor(timeoutSeconds - elapsed - stopSeconds - MARGIN_SECONDS));
}
