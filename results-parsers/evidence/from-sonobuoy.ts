import { CUT_OFF, type JsonDocument } from '../archive/json-document.ts';
import { detectCni } from '../cluster/cni/detect-cni.ts';
import type { ClusterSightings } from '../cluster/cni/sightings.ts';
import { OWN_PLUGIN } from '../sonobuoy/choose-plugin.ts';
import { pluginOfPodLog, resultsDirectory, runDirectory } from '../sonobuoy/layout.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { SonobuoyArchive } from '../sonobuoy/sonobuoy-archive.ts';
import type { AttemptEvidence, Claim, Evidence } from './evidence.ts';
import { asksForDryRun, recordedRun } from './recorded-run.ts';
import { loggedEnds, loggedVersions } from './suite-files.ts';
import { upstreamRun } from './upstream-run.ts';

/** Brings an archive, and the plugin in it that is to be judged, into the shape that rules look at. */
export function evidenceFromSonobuoy(archive: SonobuoyArchive, files: PluginFiles | null): Evidence {
  const common = {
    source: 'sonobuoy' as const,
    archiveProblems: archive.reading.problems,
    redaction: archive.redaction,
    metadata: [...runMetadata(archive), ...(files ? pluginMetadata(archive, files) : [])],
    serverVersion: claimed(archive.serverVersion, (document) => document.gitVersion),
    cni: detectCni({ ...archive.cluster.sightings, asked: files && askedPlugin(files) }),
    cluster: archive.cluster.facts,
    podPlaces: archive.cluster.podPlaces,
    runPolicies: archive.cluster.runPolicies,
    runPods: archive.cluster.runPods,
    listedPlugins:
      archive.info.state === 'read' ? { value: archive.info.value.plugins, path: archive.info.path } : null,
    pluginsPresent: archive.pluginsPresent,
    sonobuoy: sonobuoyFacts(archive),
    digests: new Map([...archive.digests, ...archive.cluster.digests, ...(files?.digests ?? [])]),
  };
  if (files === null) return { ...common, ...nothingRan };

  const image = claimed(files.definition, (document) => document.Definition.spec.image);
  const ofOurRunner = files.name === OWN_PLUGIN || files.runRecord.state !== 'missing';
  const run = ofOurRunner ? recordedRun(files) : upstreamRun(files, image);
  return {
    ...common,
    ...run,
    plugin: { name: files.name, kind: ofOurRunner ? 'scs-networking' : 'e2e', image: image?.value ?? null },
    pluginErrors: pluginErrors(files.errors),
    checks: files.checks.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    resultsDirectory: ofOurRunner ? runDirectory(files.name) : resultsDirectory(files.name),
    dryRunRequests: [...run.dryRunRequests, ...dryRunInDefinition(files)],
    loggedServerVersions: loggedVersions(files, 'server'),
    podLogs: archive.podLogs.filter((path) => pluginOfPodLog(path) === files.name),
    sonobuoyResults: files.sonobuoyResults,
    loggedEnds: loggedEnds(files),
  };
}

function sonobuoyFacts({ config }: SonobuoyArchive): Evidence['sonobuoy'] {
  const value = config.state === 'read' ? config.value : undefined;
  return { namespace: value?.Namespace ?? null, timeoutSeconds: value?.Server?.timeoutseconds ?? null };
}

const nothingRan = {
  plugin: null,
  pluginErrors: [],
  podLogs: [],
  sonobuoyResults: null,
  loggedEnds: [],
  runRecord: null,
  resultsDirectory: '',
  attempts: [] as AttemptEvidence[],
  strayJunit: [],
  dryRunRequests: [],
  checks: [],
  e2eVersions: [],
  loggedServerVersions: [],
  specList: null,
  listedSpecs: null,
};

function claimed<T>(document: JsonDocument<T>, pick: (value: T) => string): Claim<string> | null {
  return document.state === 'read' ? { value: pick(document.value), path: document.path } : null;
}

/** What our runner learnt about the network plugin, according to its record. */
function askedPlugin({ runRecord }: PluginFiles): ClusterSightings['asked'] {
  const asked = runRecord.state === 'read' ? runRecord.value.preflight?.networkPlugin : null;
  return asked ? { path: runRecord.path, seen: asked } : null;
}

/** Characters kept of one error; Sonobuoy's own errors are one sentence. */
const ERROR_LENGTH = 4000;
/** Characters of all errors together. A plugin may have failed in the same way on each of a thousand nodes. */
const ERRORS_LENGTH = 64 * 1024;

/** Sorted by path. Errors for which there is no more room are counted and not quoted. */
function pluginErrors(documents: PluginFiles['errors']): Claim<string>[] {
  let room = ERRORS_LENGTH;
  return [...documents]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((document) => {
      const error = document.state === 'read' ? document.value.error : 'an error that cannot be read';
      const value = error.slice(0, Math.min(ERROR_LENGTH, room));
      room -= value.length;
      return {
        value: value === '' && error !== '' ? '(too many errors to cite this one)' : value,
        path: document.path,
      };
    });
}

/** Sonobuoy before 0.16.1 wrote no meta/info.json. */
function runMetadata({ config, info, serverVersion }: SonobuoyArchive): JsonDocument<unknown>[] {
  return isOlderThan(config, 16, 1) && info.state === 'missing'
    ? [config, serverVersion]
    : [config, info, serverVersion];
}

/** Sonobuoy before 0.16 described plugins in another form, which says nothing that a verdict needs. */
function pluginMetadata({ config }: SonobuoyArchive, { definition }: PluginFiles): JsonDocument<unknown>[] {
  const isOfOldForm = definition.state === 'unreadable' && definition.reason !== CUT_OFF;
  return isOfOldForm && isOlderThan(config, 16, 0) ? [] : [definition];
}

/** Whether it is a Sonobuoy before 0.`minor`.`patch`; false if its version is not known. */
function isOlderThan(config: SonobuoyArchive['config'], minor: number, patch: number): boolean {
  const version = config.state === 'read' ? config.value.Version : '';
  const [major, its, itsPatch] = /^v(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
  if (major !== 0 || its === undefined || itsPatch === undefined) return false;
  return its < minor || (its === minor && itsPatch < patch);
}

/** What the conformance image hands on to ginkgo and to the e2e binary. */
const EXTRA_ARGUMENTS: ReadonlySet<string> = new Set(['E2E_EXTRA_GINKGO_ARGS', 'E2E_EXTRA_ARGS']);

/** To the conformance image any value of E2E_DRYRUN means a dry run. Which of several values counts is up to Kubernetes, so any may. */
function dryRunInDefinition({ definition }: PluginFiles): string[] {
  if (definition.state !== 'read') return [];
  const { env = [] } = definition.value.Definition.spec;
  return env.flatMap(({ name, value, isFromElsewhere }) => {
    if (name === 'E2E_DRYRUN' && value !== '') return `E2E_DRYRUN=${value} in ${definition.path}`;
    if (name === 'E2E_DRYRUN' && isFromElsewhere) return `E2E_DRYRUN with a value from elsewhere in ${definition.path}`;
    return EXTRA_ARGUMENTS.has(name) && asksForDryRun(value.split(/\s+/))
      ? `${name}=${value} in ${definition.path}`
      : [];
  });
}
