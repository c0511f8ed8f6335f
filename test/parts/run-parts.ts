import { areBuilt } from '../cluster/builds/build-parts.ts';
import { TESTED_KUBERNETES } from '../cluster/builds/tested-versions.ts';
import { down } from '../cluster/lifecycle/cluster.ts';
import { say } from '../cluster/progress/steps.ts';
import { SHARED_CLUSTER } from '../cluster/shared/test-target.ts';
import { isInterrupted } from './interrupt-waits.ts';
import { type Counts, runJest } from './jest.ts';
import type { PartJournal } from './journal.ts';
import type { Part } from './parts.ts';
import { fits, rotated } from './plan.ts';

export interface PartsRun {
  readonly parts: readonly Part[];
  readonly journal: PartJournal;
  readonly tree: string | null;
  /** Whether parts also run that have passed with exactly these files. */
  readonly isEachRun: boolean;
  /** How far the order of the parts is rotated. */
  readonly step: number;
  readonly minutes: number | undefined;
}

/** A part that takes this many times as long as expected is ended, because it would keep the others from running. */
const PATIENCE = 3;
/** The first part that needs the cluster builds it, if nothing is cached. */
const FIRST_BUILD_MINUTES = 20;
/** The time by which the last part may exceed the limit for all parts. */
const OVERRUN_MINUTES = 12;

function patienceWith({ minutes, builds }: Part): number {
  return (minutes + (builds?.minutes ?? 0)) * PATIENCE + FIRST_BUILD_MINUTES;
}

/**
 * Runs parts one after another, and reports at the end which ran and which did not; the last line counts the tests.
 *
 * @returns whether no test failed, in this call or in the last run of a skipped part
 */
export async function runParts({ parts, journal, tree, isEachRun, step, minutes }: PartsRun): Promise<boolean> {
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 60_000;
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const report: string[] = [];
  const count = ({ passed, failed, skipped }: Counts): void => {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  };
  try {
    for (const part of rotated(parts, step)) {
      const before = isEachRun ? null : journal.passedNow(part.name, tree);
      if (before !== null) {
        count(before);
        report.push(`${part.name}: ran before with these files, ${countsText(before)}`);
        continue;
      }
      const left = (minutes ?? Number.POSITIVE_INFINITY) - elapsed();
      if (isInterrupted() || !fits(part, left, await areItsBuildsThere(part))) {
        const why = isInterrupted()
          ? 'interrupted'
          : `it takes ${part.minutes} minutes or more, ${Math.floor(left)} were left`;
        report.push(`${part.name}: not run, ${why}`);
        continue;
      }
      say(`\n== ${part.name}: ${part.what}`);
      const partStartedAt = performance.now();
      const counts = await runJest({
        project: part.project,
        args: part.files === undefined ? [] : ['--runTestsByPath', ...part.files.map((file) => `test/${file}`)],
        minutes: Math.min(patienceWith(part), left + OVERRUN_MINUTES),
      });
      const seconds = (performance.now() - partStartedAt) / 1000;
      count(counts);
      report.push(`${part.name}: ${countsText(counts)}, ${Math.round(seconds)} s`);
      await journal.record(part.name, { ...counts, seconds, at: new Date().toISOString(), tree });
    }
  } finally {
    if (parts.some(({ project }) => project === 'cluster')) await down(SHARED_CLUSTER);
  }
  process.stdout.write(`\n${report.join('\n')}\n`);
  // The counts are alone on the last line, where readers of a log look for them.
  process.stdout.write(`${countsText(total)}\n`);
  return total.failed === 0 && total.passed > 0;
}

async function areItsBuildsThere({ builds }: Part): Promise<boolean> {
  const built = await Promise.all(
    (builds?.of ?? []).map((what) => areBuilt({ kubernetes: TESTED_KUBERNETES, ...what })),
  );
  return built.every(Boolean);
}

function countsText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
