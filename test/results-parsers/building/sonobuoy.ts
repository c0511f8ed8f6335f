import { createHash } from 'node:crypto';
import { type Attempt, RunRecord } from '../../../results-parsers/documents/run-record/run-record.ts';
import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { type BuiltCase, type BuiltJunit, junitXml } from './junit.ts';
import { type TarMember, tarGzOf } from './tar.ts';

/** The files of an archive by path; a test changes what it is about. */
export type ArchiveFiles = Map<string, string>;

export const UPSTREAM_RESULTS = 'plugins/e2e/results/global/';
export const OWN_RESULTS = 'plugins/scs-networking/results/global/';

export function requiredCases(minor = '1.36'): BuiltCase[] {
  return (catalogueOf(minor) ?? []).map(({ name }) => ({ name }));
}

function metadata(plugin: string, image: string): [string, string][] {
  return [
    ['meta/config.json', JSON.stringify({ UUID: '79d04540-4be2-4da9-86f3-d9a2cb77f7ba', Version: 'v0.57.5' })],
    ['meta/info.json', JSON.stringify({ plugins: [plugin] })],
    [`plugins/${plugin}/definition.json`, JSON.stringify({ Definition: { spec: { image, env: [] } } })],
    ['serverversion.json', JSON.stringify({ gitVersion: 'v1.36.3' })],
  ];
}

const IMAGE = 'registry.k8s.io/conformance:v1.36.3';

/** Sonobuoy's own pod as the API server shows it, of a run on the day of all built runs. */
export function sonobuoyPod(namespace = 'sonobuoy', change: object = {}): object {
  return {
    metadata: { namespace, name: 'sonobuoy', uid: 'uid-of-pod', creationTimestamp: '2026-11-22T11:20:00Z', ...change },
    spec: { nodeName: 'node1' },
    status: { podIP: '10.244.0.7', podIPs: [{ ip: '10.244.0.7' }] },
  };
}

/** What an archive of a cluster with Cilium has of it: its agent first, then what only the agent makes. */
export function ciliumFiles(version = '1.20.2', namespace = 'sonobuoy'): [string, string][] {
  const container = { image: `quay.io/cilium/cilium:v${version}` };
  const agent = {
    metadata: { namespace: 'kube-system', name: 'cilium' },
    spec: { template: { spec: { containers: [container] } } },
    status: { numberReady: 2 },
  };
  const ownedBy = (name: string, uid: string) => ({ name, ownerReferences: [{ name, uid }] });
  const endpoint = {
    metadata: ownedBy('sonobuoy', 'uid-of-pod'),
    status: { networking: { addressing: [{ ipv4: '10.244.0.7' }] } },
  };
  return [
    ['resources/ns/kube-system/apps_v1_daemonsets.json', JSON.stringify({ items: [agent] })],
    [`resources/ns/${namespace}/cilium.io_v2_ciliumendpoints.json`, JSON.stringify({ items: [endpoint] })],
    [`resources/ns/${namespace}/core_v1_pods.json`, JSON.stringify({ items: [sonobuoyPod(namespace)] })],
    [
      'resources/cluster/cilium.io_v2_ciliumnodes.json',
      JSON.stringify({ items: [{ metadata: ownedBy('node1', 'uid-of-node') }] }),
    ],
    [
      'resources/cluster/core_v1_nodes.json',
      JSON.stringify({ items: [{ metadata: { name: 'node1', uid: 'uid-of-node' } }] }),
    ],
  ];
}

/** An archive of the upstream plugin in which every required spec passed. */
export function upstreamArchive(junit: Partial<BuiltJunit> = {}): ArchiveFiles {
  return new Map([
    ...metadata('e2e', IMAGE),
    [`${UPSTREAM_RESULTS}e2e.log`, 'Running Suite: Kubernetes e2e suite\n'],
    [`${UPSTREAM_RESULTS}junit_01.xml`, junitXml({ cases: requiredCases(), ...junit })],
  ]);
}

export type OwnRun = {
  record?: Partial<RunRecord>;
  attempts?: readonly BuiltJunit[];
  specList?: string;
  /** Further evidence, by its path. */
  files?: readonly (readonly [path: string, content: string])[];
};

/** An archive of our plugin; one attempt in which every required spec passed, unless told otherwise. */
export function ownArchive({
  record = {},
  attempts = [{ cases: requiredCases() }],
  specList,
  files = [],
}: OwnRun = {}): ArchiveFiles {
  const evidence: [string, string][] = [
    ['e2e-version.txt', 'v1.36.3\n'],
    ...(specList === undefined ? [] : [['spec-list.txt', specList] satisfies [string, string]]),
    ...files.map(([path, content]): [string, string] => [path, content]),
    ...attempts.map((junit, index): [string, string] => [
      `attempts/${index + 1}/junit_01.xml`,
      junitXml({ timestamp: suiteTimestamp(index + 1), ...junit }),
    ]),
  ];
  const runRecord: RunRecord = RunRecord.parse({
    apiVersion: 'scs-networking/v1',
    kind: 'RunRecord',
    runId: '0d83d9dc-8a91-4aa3-8585-47e41bb4d000',
    runnerVersion: '0.1.0',
    startedAt: '2026-11-22T11:00:00Z',
    endedAt: momentOf(Math.max(1, attempts.length) + 1, 0),
    ending: 'completed',
    reason: '',
    settings: {
      focus: 'NetworkPolicy',
      skip: '',
      processes: 4,
      deadlineSeconds: 3600,
      dryRun: false,
      checks: 'all',
      attempts: 3,
    },
    versions: { e2e: 'v1.36.3', ginkgo: '2.28.1', node: 'v24.21.0' },
    specList: specList === undefined ? null : 'spec-list.txt',
    attempts: attempts.map((junit, index) => attemptRecord(index + 1, recordedOf(junit))),
    evidence: evidence.map(([path, content]) => ({
      path,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    ...record,
  });
  return new Map([
    ...metadata('scs-networking', IMAGE),
    ...evidence.map(([path, content]): [string, string] => [OWN_RESULTS + path, content]),
    [`${OWN_RESULTS}run-record.json`, JSON.stringify(runRecord)],
    [`${OWN_RESULTS}scs-networking.xml`, junitXml({ cases: [] })],
  ]);
}

/** Attempts follow each other, half an hour each. */
function momentOf(number: number, minute: number): string {
  const minutes = 11 * 60 + (number - 1) * 30 + minute;
  return new Date(Date.UTC(2026, 10, 22, 0, minutes)).toISOString().replace('.000Z', 'Z');
}

/** When the suite of an attempt began, as Ginkgo writes it. */
function suiteTimestamp(number: number): string {
  return momentOf(number, 21).replace(':00Z', ':32');
}

/** What the runner records of a suite that ended like this. */
function recordedOf({ cases }: BuiltJunit): Partial<Attempt> {
  const ran = cases.filter(({ state = 'passed' }) => state !== 'skipped' && state !== 'pending');
  return { announced: ran.length, exitCode: ran.every(({ state = 'passed' }) => state === 'passed') ? 0 : 1 };
}

export function attemptRecord(number: number, change: Partial<Attempt> = {}): Attempt {
  return {
    number,
    purpose: number === 1 ? 'all' : 'again',
    command: ['ginkgo'],
    startedAt: momentOf(number, 0),
    endedAt: momentOf(number + 1, 0),
    exitCode: 0,
    signal: null,
    junit: `attempts/${number}/junit_01.xml`,
    log: null,
    announced: 50,
    observed: [],
    ...change,
  };
}

export function packed(files: ArchiveFiles): Buffer {
  return tarGzOf([...files].map(([path, content]): TarMember => ({ path, content })));
}

/** A run of Sonobuoy with both plugins, upstream's and ours. */
export function archiveOfBoth(): Map<string, string> {
  const plugins = JSON.stringify({ plugins: ['e2e', 'scs-networking'] });
  return new Map([...upstreamArchive(), ...ownArchive(), ['meta/info.json', plugins]]);
}
