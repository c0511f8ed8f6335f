import { printable } from '../../../results-parsers/report/layout.ts';
import type { RunSnapshot } from '../../sonobuoy/run-observer.ts';
import type { Display } from './display.ts';
import { activityAlone, clock, counts, estimate, specInWords } from './progress-text.ts';

/** A log shows at least every half a minute that the run goes on; this is checked every few seconds. */
const LINE_SECONDS = 24;

/** Lines for a log: changes at once, and from time to time how many specs have ended and what goes on. */
export class LogDisplay implements Display {
  readonly #write: (line: string) => void;
  readonly #now: () => Date;
  #shown = { activity: '', elapsedSeconds: Number.NEGATIVE_INFINITY };

  constructor(write: (line: string) => void, now: () => Date = () => new Date()) {
    this.#write = write;
    this.#now = now;
  }

  say(sentence: string): void {
    this.#line(sentence);
  }

  specFailed(name: string): void {
    this.#line(`FAILED ${specInWords(name)}`);
  }

  progress(snapshot: RunSnapshot): void {
    const { elapsedSeconds, phase, total } = snapshot;
    const state = activityAlone(snapshot);
    const ended = total > 0 && phase === 'testing' ? counts(snapshot) : '';
    const isTime = elapsedSeconds - this.#shown.elapsedSeconds >= LINE_SECONDS;
    if (state === this.#shown.activity && !isTime) return;
    const left = estimate(snapshot);
    this.#shown = { activity: state, elapsedSeconds };
    this.#line([`${clock(elapsedSeconds)} ${state}`, ended, left ?? ''].filter((part) => part !== '').join(', '));
  }

  end(): void {}

  #line(text: string): void {
    this.#write(`${this.#now().toISOString().slice(11, 19)} ${printable(text)}`);
  }
}
