import { OWN_PLUGIN } from '../sonobuoy/choose-plugin.ts';
import type { JsonDocument } from '../sonobuoy/json-document.ts';
import { definitionPath, resultsDirectory } from '../sonobuoy/layout.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { SonobuoyArchive } from '../sonobuoy/sonobuoy-archive.ts';
import type { AttemptEvidence, Claim, Evidence } from './evidence.ts';
import { loggedVersions } from './logged-versions.ts';
import { recordedRun } from './recorded-run.ts';
import { upstreamRun } from './upstream-run.ts';

/** Brings an archive, and the plugin in it that is to be judged, into the shape that rules look at. */
export function evidenceFromSonobuoy(archive: SonobuoyArchive, files: PluginFiles | null): Evidence {
  const common = {
    archiveProblems: archive.reading.problems,
    metadata: [archive.config, archive.info, archive.serverVersion, ...(files ? [files.definition] : [])],
    serverVersion: claimed(archive.serverVersion, (document) => document.gitVersion),
    pluginsPresent: [...archive.plugins.keys()].sort(),
    digests: new Map([...archive.digests, ...(files?.digests ?? [])]),
  };
  if (files === null) return { ...common, ...nothingRan };

  const image = claimed(files.definition, (document) => document.Definition.spec.image);
  const ofOurRunner = files.name === OWN_PLUGIN || files.runRecord.state !== 'missing';
  const run = ofOurRunner ? recordedRun(files) : upstreamRun(files, image);
  return {
    ...common,
    ...run,
    plugin: { name: files.name, kind: ofOurRunner ? 'scs-networking' : 'e2e', image: image?.value ?? null },
    pluginErrors: files.errors.map(pluginError),
    resultsDirectory: resultsDirectory(files.name),
    dryRunRequests: [...run.dryRunRequests, ...dryRunInDefinition(files)],
    loggedServerVersions: loggedVersions(files, 'server'),
  };
}

const nothingRan = {
  plugin: null,
  pluginErrors: [],
  runRecord: null,
  resultsDirectory: '',
  attempts: [] as AttemptEvidence[],
  strayJunit: [],
  dryRunRequests: [],
  e2eVersions: [],
  loggedServerVersions: [],
  specList: null,
};

function claimed<T>(document: JsonDocument<T>, pick: (value: T) => string): Claim<string> | null {
  return document.state === 'read' ? { value: pick(document.value), path: document.path } : null;
}

function pluginError(document: PluginFiles['errors'][number]): Claim<string> {
  const value = document.state === 'read' ? document.value.error : 'an error that cannot be read';
  return { value, path: document.path };
}

/** The conformance image makes a dry run of any value of E2E_DRYRUN. */
function dryRunInDefinition({ name, definition }: PluginFiles): string[] {
  if (definition.state !== 'read') return [];
  const value = definition.value.Definition.spec.env?.find((variable) => variable.name === 'E2E_DRYRUN')?.value;
  return value ? [`E2E_DRYRUN=${value} in ${definitionPath(name)}`] : [];
}
