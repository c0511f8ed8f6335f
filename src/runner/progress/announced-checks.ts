import { counted } from '../../../results-parsers/core/counted.ts';
import { listed } from '../../../results-parsers/core/listed.ts';
import type { CheckPhase } from '../../../results-parsers/documents/checks/check-definition.ts';
import type { ChecksProgress } from '../../checks/run-checks.ts';
import { say } from '../pod-log.ts';

const MILLISECONDS = 10_000;
/** A check that has already taken longer than usual will not end this very second. */
const LEAST_SECONDS = 10;

interface Hearer {
  mention(activity: string, secondsLeft: number | null): void;
}

/** Says which checks run, and every ten seconds how long they still take. */
export class AnnouncedChecks {
  readonly #hearer: Hearer;
  /** Whether the run ends with them. */
  readonly #isLast: boolean;
  readonly #timer: NodeJS.Timeout;
  #last: ChecksProgress | null = null;

  constructor(hearer: Hearer, phase: CheckPhase) {
    this.#hearer = hearer;
    this.#isLast = phase === 'after-specs';
    this.#timer = setInterval(() => this.#mention(), MILLISECONDS);
    this.#timer.unref();
  }

  changed(progress: ChecksProgress): void {
    this.#last = progress;
    say(wordsFor(progress));
    this.#mention();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #mention(): void {
    if (this.#last === null) return;
    const left = this.#isLast ? secondsLeft(this.#last, performance.now()) : null;
    this.#hearer.mention(wordsFor(this.#last), left);
  }
}

/** `1 of 4 checks ended, ingress-controller and admin-network-policy run`. */
export function wordsFor({ ended, all, running }: ChecksProgress): string {
  const counts = `${ended} of ${counted(all, 'check')} ended`;
  if (running.length === 0) return counts;
  const names = listed(running.map(({ check }) => check.definition.id));
  return `${counts}, ${names} ${running.length === 1 ? 'runs' : 'run'}`;
}

/** About how long the checks still take; null: none is left. */
export function secondsLeft({ running, waiting }: ChecksProgress, now: number): number | null {
  if (running.length + waiting.length === 0) return null;
  const left = running.map(({ check, since }) => Math.max(LEAST_SECONDS, check.usualSeconds - (now - since) / 1000));
  const later = waiting.filter(({ alone }) => alone).reduce((sum, { usualSeconds }) => sum + usualSeconds, 0);
  return Math.round(Math.max(0, ...left) + later);
}
