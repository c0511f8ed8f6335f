import { join } from 'node:path';
import { isNetworkPolicySpec } from '../../results-parsers/standard/catalogue.ts';
import { askBinary } from './ask-binary.ts';
import { type AttemptResult, runAttempt } from './attempt.ts';
import { markedSuite } from './cleanup/marked-suite.ts';
import { type ResultsPlace, writeEvidence } from './evidence.ts';
import { ginkgoCommand } from './ginkgo-command.ts';
import { ObservedSpecs } from './observed-specs.ts';
import type { PluginRun } from './plugin-run.ts';
import { say } from './pod-log.ts';
import type { ProgressReporter } from './progress.ts';
import { parseSpecList } from './spec-list.ts';
import type { Stop } from './stop.ts';
import { readSuiteReport } from './suite-report.ts';

const VERSION_FILE = 'e2e-version.txt';
const SPEC_LIST_FILE = 'spec-list.txt';

export interface SuiteRunContext {
  readonly run: PluginRun;
  readonly place: ResultsPlace;
  readonly stop: Stop;
  readonly progress: ProgressReporter;
}

/** Asks the suite for its version and its specs, and keeps the answers as evidence. */
async function describeSuite({ run, place, stop }: SuiteRunContext): Promise<void> {
  const { e2eBinary, ginkgoBinary } = run.settings;
  const version = await askBinary(e2eBinary, ['--version'], stop.signal);
  if (version !== null && writeEvidence(place, VERSION_FILE, version)) run.e2eVersion = version.trim();
  run.ginkgoVersion = (await askBinary(ginkgoBinary, ['version'], stop.signal))?.trim() ?? null;
  const list = await askBinary(e2eBinary, ['--list-tests'], stop.signal);
  if (list === null) return;
  run.specList = parseSpecList(list);
  if (writeEvidence(place, SPEC_LIST_FILE, list)) run.specListFile = SPEC_LIST_FILE;
  const counting = run.specList.filter(isNetworkPolicySpec).length;
  say(`e2e.test ${run.e2eVersion ?? '(unknown version)'}: ${run.specList.length} specs, ${counting} for NetworkPolicy`);
}

function reportProgress({ run, progress }: SuiteRunContext, observed: ObservedSpecs, state: string): void {
  const { announced, passed, skipped, failures, failedNodes, specs } = observed;
  const counts = `${specs.length} of ${announced ?? '?'} specs ended: ${passed} passed, ${failures.length} failed, ${skipped} skipped`;
  progress.update({
    msg: run.settings.dryRun ? `${state}; dry run, nothing is tested` : `${state}; ${counts}`,
    total: announced ?? 0,
    completed: run.settings.dryRun ? 0 : passed,
    failures,
    errors: failedNodes,
  });
}

/** How the run ended, from how its suite ended. */
function conclude(run: PluginRun, { attempt, stopped, tail }: AttemptResult): void {
  if (stopped !== null) {
    run.ending = stopped.cause;
    run.reason = stopped.reason;
  } else if (attempt.junit === null) {
    const how = attempt.signal === null ? `exit code ${attempt.exitCode}` : `signal ${attempt.signal}`;
    run.ending = 'suite-crashed';
    run.reason = `The suite ended (${how}) without its JUnit. Its last output:\n${tail}`;
  } else {
    run.ending = 'completed';
    run.reason = '';
  }
}

/** Runs the e2e suite and notes in `run` what became of it. Rejects with TOOL_MISSING where the image lacks it. */
export async function runSuite(context: SuiteRunContext): Promise<void> {
  const { run, place, stop } = context;
  await describeSuite(context);
  if (stop.requested !== null) {
    run.ending = stop.requested.cause;
    run.reason = stop.requested.reason;
    return;
  }
  const observed = new ObservedSpecs(new Set(run.specList ?? []));
  reportProgress(context, observed, 'starting');
  const onStop = (): void => reportProgress(context, observed, 'stopping');
  stop.signal.addEventListener('abort', onStop, { once: true });
  const suite = markedSuite(run.settings.e2eBinary, run.id);
  const result = await runAttempt({
    number: run.attempts.length + 1,
    evidence: place.evidence,
    command: (directory) => ginkgoCommand(run.settings, suite, directory),
    stop,
    stopMilliseconds: run.settings.stopSeconds * 1000,
    observed,
    onSpec: (spec) => {
      say(observed.describe(spec));
      reportProgress(context, observed, 'running');
    },
    onAnnounced: () => reportProgress(context, observed, 'running'),
  });
  stop.signal.removeEventListener('abort', onStop);
  run.attempts.push(result.attempt);
  conclude(run, result);
  if (result.attempt.junit !== null) {
    try {
      run.report = await readSuiteReport(join(place.evidence, result.attempt.junit));
    } catch (error) {
      if (run.ending === 'completed') run.ending = 'suite-crashed';
      run.reason = `${run.reason} ${error instanceof Error ? error.message : String(error)}`.trim();
    }
  }
  reportProgress(context, observed, `ended (${run.ending})`);
}
