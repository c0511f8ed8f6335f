import { RUN_RECORD_FILE } from '../run-record/run-record.ts';

/** What a path in a Sonobuoy archive stands for. */
export type Place =
  | { kind: 'config' | 'info' | 'server-version' | 'other' }
  | { kind: 'plugin'; plugin: string; part: PluginPart };

/** What a file of a plugin is, by its path below `plugins/<name>/`. */
export type PluginPart = 'definition' | 'error' | 'run-record' | 'spec-list' | 'junit' | 'e2e-log' | 'result' | 'other';

export const CONFIG_PATH = 'meta/config.json';
export const INFO_PATH = 'meta/info.json';
export const SERVER_VERSION_PATH = 'serverversion.json';

const PLUGIN_PATH = /^plugins\/([^/]+)\/(.+)$/;
/** Sonobuoy before 0.56.6 misspelt the name. */
const DEFINITION = /^defini?tion\.json$/;
const ERROR = /^errors\/(?:[^/]+\/)?error\.json$/;
const RESULTS = 'results/global/';
const SPEC_LIST = 'spec-list.txt';
/** The e2e suite's own reports; kubetest's `junit_runner.xml` is none. */
const JUNIT = /^junit(?!_runner)[^/]*\.xml$/;

export function definitionPath(plugin: string): string {
  return `plugins/${plugin}/definition.json`;
}

/** Where a run's evidence lies in the archive; the paths in a run record are relative to it. */
export function resultsDirectory(plugin: string): string {
  return `plugins/${plugin}/${RESULTS}`;
}

export function placeOf(path: string): Place {
  switch (path) {
    case CONFIG_PATH:
      return { kind: 'config' };
    case INFO_PATH:
      return { kind: 'info' };
    case SERVER_VERSION_PATH:
      return { kind: 'server-version' };
  }
  const [, plugin, below] = PLUGIN_PATH.exec(path) ?? [];
  if (plugin === undefined || below === undefined) return { kind: 'other' };
  return { kind: 'plugin', plugin, part: partOf(below) };
}

function partOf(below: string): PluginPart {
  if (DEFINITION.test(below)) return 'definition';
  if (ERROR.test(below)) return 'error';
  if (!below.startsWith(RESULTS)) return 'other';
  const file = below.slice(RESULTS.length);
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (file === RUN_RECORD_FILE) return 'run-record';
  if (name === SPEC_LIST) return 'spec-list';
  if (name === 'e2e.log') return 'e2e-log';
  return JUNIT.test(name) ? 'junit' : 'result';
}
