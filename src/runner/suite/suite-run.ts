import { join } from 'node:path';
import { counted } from '../../../results-parsers/core/counted.ts';
import { messageOf } from '../../../results-parsers/core/errors.ts';
import type { AttemptPurpose } from '../../../results-parsers/documents/run-record/run-record.ts';
import { specLeaf } from '../../../results-parsers/standard/spec-sentence.ts';
import { type ResultsPlace, releaseReserve } from '../evidence.ts';
import { say } from '../pod-log.ts';
import { SignOfLife } from '../progress/sign-of-life.ts';
import type { Stop } from '../stop.ts';
import { type AttemptResult, runAttempt } from './attempt.ts';
import { ginkgoCommand, type SuiteFiles, type SuiteSelection } from './ginkgo-command.ts';
import { leftOutPattern } from './left-out.ts';
import { mergedReport } from './merged-report.ts';
import { ObservedSpecs } from './observed-specs.ts';
import type { PluginRun } from './plugin-run.ts';
import { runningSpecs } from './running-specs.ts';
import { specPattern } from './spec-pattern.ts';
import type { SuiteProgress } from './suite-progress.ts';
import { readSuiteReport } from './suite-report.ts';
import { specsToTryAgain } from './try-again.ts';
import { noteRun } from './unfinished-run.ts';

export interface SuiteRunContext {
  readonly run: PluginRun;
  readonly place: ResultsPlace;
  readonly stop: Stop;
  readonly progress: SuiteProgress;
  readonly files: SuiteFiles;
}

/** What one execution runs. */
interface Selection extends Omit<SuiteSelection, 'seed'> {
  /** Whether this spec, which the settings choose, is part of it. */
  readonly includes: (name: string) => boolean;
}

/** How the run ended, from how its suite ended. */
function conclude(run: PluginRun, { attempt, stopped, lastOutput }: AttemptResult): void {
  if (stopped !== null) {
    run.ending = stopped.cause;
    run.reason = stopped.reason;
  } else if (attempt.signal !== null || attempt.junit === null) {
    const how = attempt.signal === null ? `exit code ${attempt.exitCode}` : `signal ${attempt.signal}`;
    const lack = attempt.junit === null ? 'without its JUnit' : 'before it had finished';
    run.ending = 'suite-crashed';
    run.reason = `The suite ended (${how}) ${lack}. Its last output:\n${lastOutput}`;
  } else {
    run.ending = 'completed';
    run.reason = '';
  }
}

const MOST_NAMED = 3;

/** For the pod's log while a spec takes long. */
function stillRunning({ specs, announced }: ObservedSpecs, running: readonly string[]): string {
  const named = running.slice(0, MOST_NAMED).map(specLeaf);
  const others = running.length > named.length ? [`${running.length - named.length} more`] : [];
  return `[${specs.length}/${announced ?? '?'}] still running${running.length === 0 ? '' : `: ${[...named, ...others].join('; ')}`}`;
}

/** Executes the suite once and notes its result in `run`. Rejects with TOOL_MISSING if the image lacks it. */
async function execute(context: SuiteRunContext, purpose: AttemptPurpose, selection: Selection): Promise<void> {
  const { run, place, stop, progress, files } = context;
  const observed = new ObservedSpecs(new Set(run.specList ?? []));
  const running = (): string[] => {
    const order = run.specOrder.filter(selection.includes);
    if (!observed.hasBegun || order.length !== observed.announced) return [];
    const ended = observed.specs.map(({ name }) => name);
    return runningSpecs(order, ended, selection.processes);
  };
  progress.begin(purpose, observed, running);
  const life = new SignOfLife(() => stillRunning(observed, running()), say);
  const onStop = (): void => progress.report('stopping');
  stop.signal.addEventListener('abort', onStop, { once: true });
  const result = await runAttempt({
    number: run.attempts.length + 1,
    purpose,
    evidence: place.evidence,
    command: (directory) => ginkgoCommand(run.settings, files, { ...selection, seed: run.seed }, directory),
    stop,
    stopMilliseconds: run.settings.stopSeconds * 1000,
    observed,
    onBegin: (attempt) => {
      run.attempts.push(attempt);
      noteRun(place, run);
    },
    onSpec: (spec) => {
      noteRun(place, run);
      say(observed.describe(spec));
      life.heard();
      progress.reportRunning();
    },
    onSuite: () => progress.reportRunning(),
    onFull: () => {
      say(
        'The results volume is full: the log ends here, and the reserved space is left to the JUnit and the results.',
      );
      releaseReserve(place);
    },
  }).finally(() => life.end());
  stop.signal.removeEventListener('abort', onStop);
  conclude(run, result);
  if (result.attempt.junit !== null) {
    try {
      run.reports.push(await readSuiteReport(join(place.evidence, result.attempt.junit)));
    } catch (error) {
      if (run.ending === 'completed') run.ending = 'suite-crashed';
      run.reason = `${run.reason} ${messageOf(error)}`.trim();
    }
  }
  noteRun(place, run);
  progress.report(`ended (${run.ending})`);
}

/** Runs the failed specs again, one after the other, until none fails or the attempts are used up. */
async function tryAgain(context: SuiteRunContext): Promise<void> {
  const { run } = context;
  const exempted = new Set(run.exempted.keys());
  for (let attempt = 2; attempt <= run.settings.attempts && run.ending === 'completed'; attempt += 1) {
    const report = mergedReport(run.reports);
    if (report === null || report.dryRun) return;
    const { specs, notBecause } = specsToTryAgain(report, exempted);
    run.notTriedAgain = notBecause;
    if (notBecause !== '') say(`Not retried: ${notBecause}.`);
    if (specs.length === 0) return;
    say(`Retrying ${counted(specs.length, 'failed spec', 'failed specs, one after the other')}.`);
    const again = new Set(specs);
    const includes = (name: string): boolean => again.has(name);
    await execute(context, 'again', { focus: specPattern(specs), skips: [], processes: 1, includes });
  }
}

/**
 * Runs the e2e suite: all that the focus names except what is left out, then what failed, then, if asked for, what was left out.
 * Rejects with TOOL_MISSING if the image lacks the suite.
 */
export async function runSuite(context: SuiteRunContext): Promise<void> {
  const { run } = context;
  const { focus, skip, runWaived, dryRun } = run.settings;
  const { processes } = run.processes;
  const leftOut = dryRun ? null : run.leftOut;
  const without = leftOut === null ? '' : leftOutPattern(leftOut, run.specList ?? []);
  if (leftOut !== null) say(`Not run: ${counted(leftOut.specs.length, 'spec')}, since ${leftOut.reason}.`);
  const includes = (name: string): boolean => leftOut?.specs.includes(name) !== true;
  await execute(context, 'all', { focus, skips: [skip, without], processes, includes });
  await tryAgain(context);
  if (!runWaived || leftOut === null || run.ending !== 'completed') return;
  const isChosen = (name: string): boolean => run.specOrder.length === 0 || run.specOrder.includes(name);
  const waived = { ...leftOut, specs: leftOut.specs.filter(isChosen) };
  if (waived.specs.length === 0) return;
  const pattern = leftOutPattern(waived, run.specList ?? []);
  await execute(context, 'waived', {
    focus: pattern,
    skips: [skip],
    processes: waived.specs.length,
    includes: (name) => waived.specs.includes(name),
  });
}
