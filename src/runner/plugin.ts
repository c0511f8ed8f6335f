import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../../results-parsers/core/counted.ts';
import { messageOf } from '../../results-parsers/core/errors.ts';
import type { Cleanup } from '../../results-parsers/documents/run-record/cleanup.ts';
import { checkAfterSpecs, checkBeforeSpecs, hasChecksAfterSpecs, prepareChecks } from './checks.ts';
import { cleanUpAfterEarlierRuns, cleanUpAfterThisRun } from './cleanup/cleanup.ts';
import { armDeadline } from './deadline.ts';
import { deliver, isDelivered } from './delivery/delivery.ts';
import { openResultsPlace, type ResultsPlace } from './evidence.ts';
import { mustSoFar } from './must-so-far.ts';
import { packageVersion } from './package-version.ts';
import { say } from './pod-log.ts';
import { prepareRun } from './prepare.ts';
import { ProgressReporter } from './progress/progress.ts';
import { describeSettings, readSettings } from './settings.ts';
import { Stop } from './stop.ts';
import { describeSuite } from './suite/describe-suite.ts';
import { newPluginRun, type PluginRun } from './suite/plugin-run.ts';
import { specOrder } from './suite/spec-order.ts';
import { SuiteProgress } from './suite/suite-progress.ts';
import { runSuite } from './suite/suite-run.ts';
import { isUnfinished, takeUpRun } from './suite/unfinished-run.ts';
import { waiversInForce } from './waivers-in-force.ts';

const FLUSH_MILLISECONDS = 2_000;
const DELIVERY_TRIES = 10;
const DELIVERY_PAUSE_MILLISECONDS = 1_000;
/** After an uncaught exception: how long the regular end may take, once the suite has stopped, before the results are delivered as they are. */
const LAST_RESORT_MILLISECONDS = 10_000;

/** Listens for anything that ends a run early. */
function watchForStops(stop: Stop, run: PluginRun, place: ResultsPlace): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      say(`Received ${signal}: stopping the specs, then handing over the results so far.`);
      stop.request('terminated', `The runner was told to stop (${signal}) before the specs had ended.`);
    });
  }
  const { deadlineSeconds, stopSeconds } = run.settings;
  armDeadline(stop, deadlineSeconds, 'SCS_DEADLINE_SECONDS');
  process.on('uncaughtException', (error) => {
    say(`The runner failed: ${error.stack ?? messageOf(error)}`);
    stop.request('runner-failed', `The runner failed: ${messageOf(error)}`);
    setTimeout(
      () => {
        run.ending = 'runner-failed';
        run.reason = `The runner failed: ${messageOf(error)}`;
        deliver(place, run);
        process.exit(0);
      },
      stopSeconds * 1000 + LAST_RESORT_MILLISECONDS,
    ).unref();
  });
}

function sayCleanup({ deleted, fromEarlierRuns, left, problem }: Cleanup): void {
  if (fromEarlierRuns.length > 0) say(`Removed the leftovers of earlier runs: ${fromEarlierRuns.join(', ')}`);
  if (deleted.length > 0) say(`Removed the leftovers of this run: ${deleted.join(', ')}`);
  if (left.length > 0) say(`Could not remove in time: ${left.join(', ')}`);
  if (problem !== null) say(`Nobody knows whether runs left anything behind: ${problem}`);
}

async function deliverInsistently(place: ResultsPlace, run: PluginRun): Promise<boolean> {
  for (let tries = 1; tries <= DELIVERY_TRIES; tries += 1) {
    try {
      deliver(place, run);
      return true;
    } catch (error) {
      say(`Could not write the results to ${place.root} (attempt ${tries} of ${DELIVERY_TRIES}): ${messageOf(error)}`);
      await sleep(DELIVERY_PAUSE_MILLISECONDS);
    }
  }
  return false;
}

/** Whether the run is to stop before any spec; `run` then says why. */
function wasStopped(run: PluginRun, { requested }: Stop): boolean {
  if (requested === null) return false;
  run.ending = requested.cause;
  run.reason = requested.reason;
  return true;
}

/** While the preflight waits for pods; the order is for people to see what runs, so that nothing waits for it. */
function learnOrder(run: PluginRun, { signal }: Stop): void {
  if (run.settings.dryRun) return;
  specOrder(run, signal).then(
    (order) => {
      run.specOrder = order;
    },
    (error: unknown) => say(`The order in which the specs run is not known: ${messageOf(error)}`),
  );
}

/** Tells people what the specs have shown while they wait for the checks that follow. */
async function sayMustSoFar(run: PluginRun, place: ResultsPlace, progress: SuiteProgress): Promise<void> {
  if (run.ending !== 'completed' || run.settings.dryRun || !hasChecksAfterSpecs(run)) return;
  const answer = await mustSoFar(run, place);
  if (answer === null) return;
  say(`MUST so far: ${answer}`);
  progress.answer(answer);
}

/** Removes what earlier runs left. Only then may the run make anything, since from then on it also cleans up after itself. */
async function tidyUp(run: PluginRun, stop: Stop): Promise<void> {
  run.cleanup = await cleanUpAfterEarlierRuns(run.settings, run.id, stop);
  sayCleanup(run.cleanup);
  if (stop.requested === null) await prepareChecks(run);
}

/** Everything between the settings and the results. Rejects with TOOL_MISSING if the image lacks the suite. */
async function conductRun(run: PluginRun, place: ResultsPlace, stop: Stop, progress: SuiteProgress): Promise<void> {
  progress.mention('asking the suite for its specs');
  const [described, prepared] = await Promise.allSettled([describeSuite(run, place, stop.signal), tidyUp(run, stop)]);
  for (const each of [described, prepared]) if (each.status === 'rejected') throw each.reason;
  learnOrder(run, stop);
  progress.mention('preflight');
  const files = await prepareRun(run, stop);
  // A preflight that is interrupted reports that pods do not run.
  if (wasStopped(run, stop) || run.ending === 'preflight-failed') return;
  const isFair = await checkBeforeSpecs({ run, place, stop, progress });
  if (wasStopped(run, stop)) return;
  if (isFair) {
    say(`${counted(run.processes.processes, 'process', 'processes')}: ${run.processes.reason}.`);
    await runSuite({ run, place, stop, progress, files });
    await sayMustSoFar(run, place, progress);
  }
  await checkAfterSpecs({ run, place, stop, progress });
  progress.report(`ended (${run.ending})`);
}

/**
 * The plugin, from its settings to `done`. Returns the exit code: 0 if the results are delivered, whatever they say, 1 if they could not
 * be, 2 if there is nowhere to put them. If it is not 0, and after a kill, the pod starts the runner again.
 */
export async function runPlugin(environment: NodeJS.ProcessEnv): Promise<number> {
  const { settings, problems } = readSettings(environment);
  say(`scs-networking ${packageVersion} runner, node ${process.version}`);
  for (const line of describeSettings(settings)) say(line);
  try {
    waiversInForce(settings);
  } catch (error) {
    problems.push(messageOf(error));
  }
  for (const problem of problems) say(`Invalid setting: ${problem}`);
  if (settings.resultsDir === null) return 2;

  let place: ResultsPlace;
  try {
    place = openResultsPlace(settings.resultsDir);
  } catch (error) {
    say(
      `Expected a directory to write results to at ${settings.resultsDir} (SONOBUOY_RESULTS_DIR): ${messageOf(error)}`,
    );
    return 2;
  }
  if (isDelivered(place)) {
    say(`Results are in ${place.root}; there is nothing left to do.`);
    return 0;
  }
  const run = newPluginRun(settings);
  const stop = new Stop();
  watchForStops(stop, run, place);
  const reporter = new ProgressReporter(settings.progressPort);
  try {
    if (problems.length > 0) run.reason = `Invalid settings. ${problems.join('. ')}`;
    else if (isUnfinished(place)) await takeUpRun(run, place);
    else await conductRun(run, place, stop, new SuiteProgress(reporter, settings.dryRun));
  } catch (error) {
    run.ending = 'runner-failed';
    run.reason = messageOf(error);
  }
  if (run.ending !== 'completed') say(`${run.ending}: ${run.reason}`);
  if (run.cleanup !== null) {
    run.cleanup = await cleanUpAfterThisRun(settings, run.id, stop, run.cleanup);
    sayCleanup(run.cleanup);
  }
  const delivered = await deliverInsistently(place, run);
  await reporter.flush(FLUSH_MILLISECONDS);
  say(delivered ? `Results are in ${place.root}.` : `There are no results: ${place.root} cannot be written to.`);
  return delivered ? 0 : 1;
}
