import type { AttemptPurpose } from '../../results-parsers/run-record/run-record.ts';
import type { ObservedSpecs } from './observed-specs.ts';
import type { ProgressReporter } from './progress.ts';

const WORDS: Readonly<Record<AttemptPurpose, string>> = {
  all: '',
  again: 'failed specs again, ',
  waived: 'waived specs, ',
};

/** Tells Sonobuoy how far the suite is, over all its executions. */
export class SuiteProgress {
  readonly #reporter: ProgressReporter;
  readonly #dryRun: boolean;
  #purpose: AttemptPurpose = 'all';
  #observed: ObservedSpecs[] = [];

  constructor(reporter: ProgressReporter, dryRun: boolean) {
    this.#reporter = reporter;
    this.#dryRun = dryRun;
  }

  begin(purpose: AttemptPurpose, observed: ObservedSpecs): void {
    this.#purpose = purpose;
    this.#observed.push(observed);
    this.report('starting');
  }

  /** What goes on beside the specs. */
  mention(msg: string): void {
    this.#reporter.mention(msg);
  }

  report(state: string): void {
    const current = this.#observed.at(-1);
    if (current === undefined) return;
    const { announced, passed, skipped, failures, specs } = current;
    const counts = `${specs.length} of ${announced ?? '?'} specs ended: ${passed} passed, ${failures.length} failed, ${skipped} skipped`;
    const what = `${WORDS[this.#purpose]}${state}`;
    this.#reporter.update({
      msg: this.#dryRun ? `${what}; dry run, nothing is tested` : `${what}; ${counts}`,
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
