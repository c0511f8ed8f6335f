import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Verdict } from '../../../results-parsers/index.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { connectAsOperator } from '../../cluster/operator-connection.ts';
import { makeDirectory } from '../../make-directory.ts';
import { SETTINGS } from '../../runner/settings.ts';
import { baseManifest } from '../../sonobuoy/base-manifest.ts';
import { bringHome } from '../../sonobuoy/bring-home.ts';
import { dealWithLeftover } from '../../sonobuoy/leftover.ts';
import { mirroredSonobuoy } from '../../sonobuoy/mirror.ts';
import { pluginManifest } from '../../sonobuoy/plugin-manifest.ts';
import { preflight } from '../../sonobuoy/preflight.ts';
import type { KnownRun } from '../../sonobuoy/run-watch.ts';
import { checkedSettings } from '../../sonobuoy/runner-settings.ts';
import { startRun } from '../../sonobuoy/start-run.ts';
import { type LeniencyFlags, leniencyIn } from '../options/leniency-flags.ts';
import { removeEarlierFiles } from '../reports/earlier-files.ts';
import { leniencySettings } from '../run/leniency-settings.ts';
import { type ExtraArguments, extraArguments } from './extra-arguments.ts';
import type { ScsFlags } from './flags.ts';
import type { PrefixedLog } from './prefixed-log.ts';

const WRITTEN = ['verdict.json', 'verdict.txt'] as const;

/**
 * Runs the plugin and judges its archive, both of which go to the results directory, as well as the verdict. Nothing that lies there
 * from an earlier run is looked at, and a verdict of one is removed first. Null: there is no archive, and the log says why.
 *
 * @throws USAGE, INPUT_UNREADABLE, TOOL_MISSING, TOOL_FAILED and CLUSTER if no run could start or there is no verdict
 */
export async function verdictOnCluster(
  flags: ScsFlags,
  stop: AbortSignal,
  log: PrefixedLog,
  toolVersion: string,
): Promise<Verdict | null> {
  const directory = flags.resultsDir ?? flags.result_dir_name;
  removeEarlierFiles(directory, WRITTEN);
  const excuses = excusesOf(flags);
  const leniency = await leniencyIn(excuses);
  const extra = extraArguments(flags.arg ?? []);
  const manifest = manifestOf(flags, extra, await leniencySettings(excuses));
  makeDirectory(directory);
  const connection = connectAsOperator(flags.kubeconfig);
  const leftover = await dealWithLeftover(connection, flags, flags.leftover, (sentence) => log.say(sentence));
  const begun =
    leftover === null ? await begin(flags, manifest, extra, stop, log) : { cluster: connection, run: leftover };
  if (begun === null) return null;
  const { archive } = await bringHome({
    ...begun,
    target: flags,
    observer: log,
    heeds: [],
    stop,
    directory,
    mayRemove: true,
  });
  if (archive === null) {
    log.log('ERROR', 'the run has left no archive');
    return null;
  }
  const { verdictJson } = await import('../../../results-parsers/documents/verdict/verdict-json.ts');
  const { verdictText } = await import('../../../results-parsers/report/text.ts');
  const { evaluateInput } = await import('../input/evaluate-input.ts');
  const verdict = await evaluateInput(archive.file, { toolVersion, ...leniency });
  await writeFile(join(directory, 'verdict.json'), verdictJson(verdict));
  await writeFile(join(directory, 'verdict.txt'), verdictText(verdict));
  log.say(`The archive is ${archive.file}; verdict.txt and verdict.json are beside it.`);
  return verdict;
}

/** Starts a run, unless something is in its way, or it was told to stop; then the log says so. */
async function begin(
  flags: ScsFlags,
  manifest: string,
  extra: ExtraArguments,
  stop: AbortSignal,
  log: PrefixedLog,
): Promise<{ cluster: ClusterConnection; run: KnownRun } | null> {
  const { checks, ready } = await preflight(flags, flags);
  for (const { name, outcome, text, error } of checks) {
    if (error !== undefined) throw error;
    log.log(outcome === 'passed' ? 'INFO' : 'WARNING', `${name}: ${text}`);
  }
  if (ready === null || stop.aborted) return null;
  const { timeoutSeconds } = extra;
  const sonobuoyImage = extra.sonobuoyImage ?? mirroredSonobuoy(flags.registry, ready.sonobuoyVersion);
  const run = await startRun(ready.cluster, {
    target: flags,
    manifest,
    ...(sonobuoyImage === undefined ? {} : { sonobuoyImage }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(flags.namespaceLabel === undefined ? {} : { namespaceLabels: flags.namespaceLabel }),
  });
  log.say(`Sonobuoy has started the run ${run.id}, in the namespace ${flags.namespace}.`);
  return { cluster: ready.cluster, run };
}

/** SCS's own list replaces the default waivers, because SCS uses that list. */
function excusesOf(flags: ScsFlags): LeniencyFlags {
  const { scsSonobuoyConfig, waivers = [] } = flags;
  if (scsSonobuoyConfig === undefined) return flags;
  return { ...flags, waivers: [scsSonobuoyConfig, ...waivers], defaultWaivers: false };
}

function manifestOf(
  { executionMode, image, registry }: ScsFlags,
  extra: ExtraArguments,
  excuses: ReadonlyMap<string, string>,
): string {
  const { conformanceImage } = extra;
  const settings = new Map([...excuses, ...extra.settings]);
  if (executionMode === 'serial') settings.set(SETTINGS.processes.variable, '1');
  if (executionMode === 'dry') settings.set(SETTINGS.dryRun.variable, 'true');
  return pluginManifest(baseManifest(), 'plugin/scs-networking.yaml', {
    settings: checkedSettings(settings),
    ...(image === undefined ? {} : { image }),
    ...(registry === undefined ? {} : { registry }),
    ...(conformanceImage === undefined ? {} : { conformanceImage }),
  });
}
