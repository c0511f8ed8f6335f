import { expect, test } from '@jest/globals';
import type { Finding } from '../../../results-parsers/index.ts';
import { builtNode, clusterFiles } from '../building/cluster.ts';
import { evaluateFiles, mustFindings } from '../building/evaluate.ts';
import {
  outputWithoutJunit,
  pluginFailed,
  podSecurityRefusal,
  preparationFailed,
  wrongArchitecture,
} from '../building/public-reports.ts';
import type { ArchiveFiles } from '../building/sonobuoy.ts';

/** The only finding that follows from no other; all others follow from it. */
async function onlyCause(files: ArchiveFiles): Promise<Finding> {
  const verdict = await evaluateFiles(files);
  expect(verdict.verdict).toBe('inconclusive');
  const causes = mustFindings(verdict).filter(({ followsFrom }) => followsFrom === undefined);
  expect(causes.map(({ code }) => code)).toHaveLength(1);
  const [cause] = causes;
  if (cause === undefined) throw new Error('expected a finding, found none');
  return cause;
}

function nodeOf(name: string, architecture: string): ReturnType<typeof builtNode> {
  const node = builtNode(name);
  return { ...node, status: { ...node.status, nodeInfo: { ...node.status.nodeInfo, architecture } } };
}

test.each<[what: string, files: ArchiveFiles, code: Finding['code'], text: RegExp, remedy: RegExp]>([
  [
    'Pod Security refuses the pods',
    pluginFailed(podSecurityRefusal),
    'plugin-error',
    /never created: Pod Security enforces the level restricted in the namespace sonobuoy/,
    /`kubectl label --overwrite namespace sonobuoy pod-security\.kubernetes\.io\/enforce=privileged`/,
  ],
  [
    "Sonobuoy's time ran out",
    pluginFailed('timeout waiting for results', 'e2e'),
    'plugin-error',
    /Sonobuoy's own time for the plugin ran out/,
    /`sonobuoy run --timeout SECONDS` \(21600 by default\)/,
  ],
  [
    'the image is of another architecture than a node that is not in the archive',
    pluginFailed(wrongArchitecture),
    'plugin-error',
    /different architectures\. The archive does not say which architecture the nodes have\./,
    /^Build the plugin's image for the node's architecture .*`--image`/,
  ],
  [
    'the image is of another architecture than the nodes',
    new Map([...pluginFailed(wrongArchitecture), ...clusterFiles([nodeOf('n', 'arm64'), nodeOf('m', 'amd64')])]),
    'plugin-error',
    /different architectures\. The nodes are amd64 and arm64\./,
    /^Build the plugin's image for amd64 and for arm64 /,
  ],
  [
    'the preparation of the suite failed',
    preparationFailed(),
    'before-suite-not-passed',
    /BeforeSuite\) failed: 1 \/ 30 pods in namespace kube-system/,
    /all nodes are ready/,
  ],
  [
    'the JUnit is not there, and the output is',
    outputWithoutJunit(),
    'junit-missing',
    /e2e\.log counts 49 specs as passed and 1 as failed, and names as failed: 'Netpol NetworkPolicy between server and client should deny ingress access to updated pod'\.$/,
    /^Look at the end of plugins\/e2e\/results\/global\/e2e\.log /,
  ],
])('a run is inconclusive for one cause, with one remedy, if %s', async (_what, files, code, text, remedy) => {
  const cause = await onlyCause(files);
  expect(cause.code).toBe(code);
  expect(cause.text).toMatch(text);
  expect(cause.remedy).toMatch(remedy);
});

test.each<[what: string, error: string, text: RegExp]>([
  [
    'a quota',
    'error creating plugin: pods "p" is forbidden: exceeded quota: compute',
    /it exceeds a quota of its namespace/,
  ],
  ['a webhook', 'admission webhook "v.example" denied the request: no', /admission refused it/],
  [
    'an image',
    'Container plugin is in a waiting state: ImagePullBackOff',
    /An image of the plugin's pod could not be pulled/,
  ],
  ['a full cluster', "Can't schedule pod: 0/3 nodes are available", /No node accepted the plugin's pod/],
  ['memory', 'Container plugin is in a terminated state (exit code 137) due to reason: OOMKilled', /ran out of memory/],
  ['unknown', 'something else', /^Sonobuoy reports that the plugin failed: something else$/],
])("Sonobuoy's error is explained if its cause is %s", async (_what, error, text) => {
  const cause = await onlyCause(pluginFailed(error));
  expect(cause.text).toMatch(text);
  expect(cause.text).toContain(error);
});

test("Sonobuoy's error is read beside the description of a pod with many fields", async () => {
  const files = pluginFailed('exceeded quota: compute');
  const path = [...files.keys()].find((name) => name.endsWith('/error.json')) ?? '';
  const managedFields = Array.from({ length: 1500 }, (_, index) => ({ [`f:field-${index}`]: {} }));
  files.set(path, JSON.stringify({ error: 'exceeded quota: compute', pod: { metadata: { managedFields } } }));
  expect((await onlyCause(files)).text).toMatch(/it exceeds a quota of its namespace.*: exceeded quota: compute$/);
});

test("the limit of Sonobuoy's time is named if the archive has it", async () => {
  const files = pluginFailed('Plugin timeout while waiting for results so there are no results.');
  const config = { UUID: 'u', Version: 'v0.57.5', Namespace: 'sonobuoy', Server: { timeoutseconds: 90 } };
  const cause = await onlyCause(files.set('meta/config.json', JSON.stringify(config)));
  expect(cause.text).toMatch(/^Sonobuoy's own time for the plugin of 90 seconds ran out/);
  expect(cause.remedy).toContain('SCS_DEADLINE_SECONDS');
});

test("a remedy names the log of the plugin's pod only if the archive has one", async () => {
  const log = 'podlogs/sonobuoy/sonobuoy-scs-networking-job-0123/logs/plugin.txt';
  const [without, other, has] = await Promise.all([
    onlyCause(pluginFailed('something else')),
    onlyCause(pluginFailed('something else').set('podlogs/sonobuoy/sonobuoy-other-job-0123/logs/plugin.txt', 'x')),
    onlyCause(pluginFailed('something else').set(log, 'x')),
  ]);
  expect(without?.remedy).toMatch(
    /^The archive contains no log of the plugin's pod\..* --selector sonobuoy-plugin=scs-networking`\.$/,
  );
  expect(other?.remedy).toBe(without?.remedy);
  expect(has?.remedy).toBe(`Look at ${log} for the cause, then run the plugin again.`);
});
