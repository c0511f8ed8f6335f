import { REDACTION_FILE } from '../documents/redaction.ts';
import { RUN_RECORD_FILE } from '../documents/run-record/run-record.ts';

/** What a path in an archive stands for. `bare`: a file of the e2e suite without a Sonobuoy archive around it. */
export type Place =
  | { kind: 'config' | 'info' | 'server-version' | 'redaction' | 'other' }
  | { kind: 'plugin'; plugin: string; part: PluginPart }
  | { kind: 'bare'; part: BarePart };

/** What a file of a plugin is, by its path below `plugins/<name>/`. */
export type PluginPart =
  | 'definition'
  | 'error'
  | 'run-record'
  | 'check-observations'
  | 'spec-list'
  | 'junit'
  | 'e2e-log'
  | 'sonobuoy-results'
  | 'result'
  | 'other';

export type BarePart = Extract<PluginPart, 'junit' | 'e2e-log'>;

export const CONFIG_PATH = 'meta/config.json';
export const INFO_PATH = 'meta/info.json';
export const SERVER_VERSION_PATH = 'serverversion.json';

/** Where Sonobuoy 0.8 stored the same files. */
const CONFIG_PATH_0_8 = 'config.json';
const SERVER_VERSION_PATH_0_8 = 'serverversion/serverversion.json';

const PLUGIN_PATH = /^plugins\/([^/]+)\/(.+)$/;
/** Sonobuoy before 0.56.6 misspelt the name. */
const DEFINITION = /^defini?tion\.json$/;
/** An error of the plugin as a whole, of its one pod, or of the pod on a node. */
const ERROR = /^errors\/(?:[^/]+\/)?error\.json$/;
/** Below it come `global/`, or a directory for each node of a daemon set; before Sonobuoy 0.15 the files of a job themselves. */
const RESULTS = 'results/';
const RUN_RECORD = `${RESULTS}global/${RUN_RECORD_FILE}`;
const CHECK_OBSERVATIONS = /^results\/global\/checks\/[^/]+\.json$/;
const SPEC_LIST = 'spec-list.txt';
const E2E_LOG = 'e2e.log';
const SONOBUOY_RESULTS = 'sonobuoy_results.yaml';
/** What macOS leaves in archives and directories. */
const JUNK = /(?:^|\/)(?:\._[^/]*|\.DS_Store|__MACOSX)(?:\/|$)/;

export function definitionPath(plugin: string): string {
  return `${pluginDirectory(plugin)}definition.json`;
}

/** Where all files of a plugin lie in the archive; paths in Sonobuoy's results are relative to it. */
export function pluginDirectory(plugin: string): string {
  return `plugins/${plugin}/`;
}

/** Where all results of a plugin lie in the archive. */
export function resultsDirectory(plugin: string): string {
  return pluginDirectory(plugin) + RESULTS;
}

/** Where the evidence of our plugin's run lies in the archive; the paths in a run record are relative to it. */
export function runDirectory(plugin: string): string {
  return `${resultsDirectory(plugin)}global/`;
}

const POD_LOG = /^podlogs\/[^/]+\/sonobuoy-([^/]+)\/logs\/[^/]+$/;

/** The plugin whose pod wrote this log; undefined: it is not the log of a plugin's pod. */
export function pluginOfPodLog(path: string): string | undefined {
  const [, pod = ''] = POD_LOG.exec(path) ?? [];
  const end = Math.max(pod.lastIndexOf('-job-'), pod.lastIndexOf('-daemon-set-'));
  return end > 0 ? pod.slice(0, end) : undefined;
}

export function placeOf(path: string): Place {
  if (JUNK.test(path)) return { kind: 'other' };
  switch (path) {
    case CONFIG_PATH:
    case CONFIG_PATH_0_8:
      return { kind: 'config' };
    case INFO_PATH:
      return { kind: 'info' };
    case SERVER_VERSION_PATH:
    case SERVER_VERSION_PATH_0_8:
      return { kind: 'server-version' };
    case REDACTION_FILE:
      return { kind: 'redaction' };
  }
  const bare = barePartOf(path);
  if (bare !== undefined) return { kind: 'bare', part: bare };
  const [, plugin, below] = PLUGIN_PATH.exec(path) ?? [];
  if (plugin === undefined || below === undefined) return { kind: 'other' };
  return { kind: 'plugin', plugin, part: partOf(below) };
}

/** The directory at the top of a path that would stand for something without it, as in an archive that was repacked; undefined: there is none. */
export function directoryOfPlaces(path: string): string | undefined {
  const at = path.indexOf('/');
  if (at < 1 || JUNK.test(path)) return undefined;
  return placeOf(path.slice(at + 1)).kind === 'other' ? undefined : path.slice(0, at);
}

/** A file as hydrophone and the conformance repository of the CNCF keep it, by its name; undefined: it is not such a file. */
export function barePartOf(name: string): BarePart | undefined {
  if (name === E2E_LOG) return 'e2e-log';
  return isJunit(name) ? 'junit' : undefined;
}

/** The e2e suite's own reports, without kubetest's `junit_runner.xml`. In upper or lower case: failures must not hide behind the spelling. */
function isJunit(written: string): boolean {
  const name = written.toLowerCase();
  return name.startsWith('junit') && !name.startsWith('junit_runner') && name.endsWith('.xml') && !name.includes('/');
}

function partOf(below: string): PluginPart {
  if (DEFINITION.test(below)) return 'definition';
  if (ERROR.test(below)) return 'error';
  if (below === SONOBUOY_RESULTS) return 'sonobuoy-results';
  if (!below.startsWith(RESULTS)) return 'other';
  if (below === RUN_RECORD) return 'run-record';
  if (CHECK_OBSERVATIONS.test(below)) return 'check-observations';
  const name = below.slice(below.lastIndexOf('/') + 1);
  return name === SPEC_LIST ? 'spec-list' : (barePartOf(name) ?? 'result');
}
