import { counted } from '../../../results-parsers/core/counted.ts';
import type { AttemptPurpose } from '../../../results-parsers/documents/run-record/run-record.ts';
import { progressMessage } from '../../progress-message.ts';
import type { ProgressReporter } from '../progress/progress.ts';
import type { ObservedSpecs } from './observed-specs.ts';

const WORDS: Readonly<Record<AttemptPurpose, string>> = {
  all: '',
  again: 'failed specs again, ',
  waived: 'waived specs, ',
};

const RUNNING = 'running';

/** Reports the suite's progress to Sonobuoy, over all its executions. */
export class SuiteProgress {
  readonly #reporter: ProgressReporter;
  readonly #dryRun: boolean;
  #purpose: AttemptPurpose = 'all';
  #observed: ObservedSpecs[] = [];
  #running: () => readonly string[] = () => [];
  #mustSoFar: string | null = null;

  constructor(reporter: ProgressReporter, dryRun: boolean) {
    this.#reporter = reporter;
    this.#dryRun = dryRun;
  }

  /** @param running which specs run right now, as far as it is known */
  begin(purpose: AttemptPurpose, observed: ObservedSpecs, running: () => readonly string[]): void {
    this.#purpose = purpose;
    this.#observed.push(observed);
    this.#running = running;
    this.report('starting');
  }

  /** What goes on beside the specs, and about how long. */
  mention(activity: string, secondsLeft: number | null = null): void {
    this.#reporter.mention(progressMessage({ activity, running: [], mustSoFar: this.#mustSoFar, secondsLeft }));
  }

  /** What the specs have shown, which all further words repeat: Sonobuoy keeps only the last ones. */
  answer(mustSoFar: string): void {
    this.#mustSoFar = mustSoFar;
  }

  /** How far the specs are, and which of them run. */
  reportRunning(): void {
    this.report(RUNNING);
  }

  report(state: string): void {
    const current = this.#observed.at(-1);
    if (current === undefined) return;
    const { announced, passed, skipped, failures, specs } = current;
    const counts = `${specs.length} of ${announced === null ? '? specs' : counted(announced, 'spec')} ended: ${passed} passed, ${failures.length} failed, ${skipped} skipped`;
    const what = `${WORDS[this.#purpose]}${state}`;
    const activity = this.#dryRun ? `${what}; dry run, nothing is tested` : `${what}; ${counts}`;
    this.#reporter.update({
      msg: progressMessage({
        activity,
        running: state === RUNNING ? this.#running() : [],
        mustSoFar: this.#mustSoFar,
        secondsLeft: null,
      }),
      ...this.#overall(),
    });
  }

  /** A spec that failed and then passed counts as passed. */
  #overall() {
    const passed = new Set<string>();
    const failed = new Set<string>();
    for (const { specs, failures } of this.#observed) {
      const failing = new Set(failures);
      for (const { name, state } of specs) {
        if (state === 'passed') passed.add(name);
        if (failing.has(name)) failed.add(name);
      }
    }
    const announced = this.#observed.map((observed) => observed.announced ?? 0);
    const isExtra = this.#purpose === 'waived';
    return {
      total: (announced[0] ?? 0) + (isExtra ? (announced.at(-1) ?? 0) : 0),
      completed: this.#dryRun ? 0 : passed.size,
      failures: [...failed].filter((name) => !passed.has(name)),
      errors: this.#observed.flatMap(({ failedNodes }) => failedNodes),
    };
  }
}
