import { describe, expect, test } from '@jest/globals';
import type { FailurePlace } from '../../../results-parsers/documents/verdict/failure-place.ts';
import { verdictText } from '../../../results-parsers/index.ts';
import { podFile } from '../building/cluster.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { allOpen, failedByMatrix, isolated } from '../building/failures.ts';
import type { BuiltCase } from '../building/junit.ts';
import { requiredCases, UPSTREAM_RESULTS, upstreamArchive } from '../building/sonobuoy.ts';
import { lines } from '../spec-failures/built-timeline.ts';

const JUNIT = `${UPSTREAM_RESULTS}junit_01.xml`;
const [first, ...others] = requiredCases();
const name = first?.name ?? '';

async function failing(spec: BuiltCase, ...files: [string, string][]) {
  const verdict = await evaluateFiles(new Map([...upstreamArchive({ cases: [spec, ...others] }), ...files]));
  const places = verdict.specs.find((one) => one.name === name)?.places ?? [];
  return { places, text: verdictText(verdict) };
}

/** The e2e framework's description of a pod that did not run in time. */
const description = (namespace: string, pod: string, node: string) =>
  lines(
    'Expected Pod to be in <v1.PodPhase>: Running',
    '    metadata:',
    '      managedFields:',
    '          f:name: {}',
    `      name: ${pod}`,
    `      namespace: ${namespace}`,
    '    spec:',
    '      containers:',
    '        name: agnhost',
    `      nodeName: ${node}`,
    '      volumes:',
    '        name: kube-api-access',
  );

const byMatrix = failedByMatrix(name, isolated, allOpen);
const neverRan = (timeline: string): BuiltCase => ({
  name,
  state: 'failed',
  text: '[FAILED] unable to initialize resources',
  timeline,
});

describe('where the pods of a failure were', () => {
  test('is given by namespace, without a node if the archive shows none', async () => {
    const { places, text } = await failing(byMatrix);
    expect(places).toEqual([
      { namespace: 'netpol-x-17', node: null, pods: ['a', 'b'], path: JUNIT },
      { namespace: 'netpol-y-4711', node: null, pods: ['a'], path: JUNIT },
    ] satisfies FailurePlace[]);
    expect(text).not.toMatch(/^\s+on /m);
  });

  test('is given with the nodes of pods that still existed', async () => {
    const [file, pods] = podFile('netpol-x-17', 'b', 'node2');
    const { places, text } = await failing(byMatrix, [file, pods], podFile('netpol-y-4711', 'a', null));
    expect(places).toEqual([
      { namespace: 'netpol-x-17', node: null, pods: ['a'], path: JUNIT },
      { namespace: 'netpol-x-17', node: 'node2', pods: ['b'], path: file },
      { namespace: 'netpol-y-4711', node: null, pods: ['a'], path: JUNIT },
    ] satisfies FailurePlace[]);
    expect(text).toContain('          on node2: netpol-x-17/b\n');
  });

  test('is given for pods that never ran, from what the framework printed about them', async () => {
    const timeline = description('netpol-x-17', 'a', 'node3') + description('netpol-x-17', 'c', 'node1');
    const { places } = await failing(neverRan(timeline), podFile('netpol-x-17', 'a', 'node1'));
    expect(places).toEqual([
      { namespace: 'netpol-x-17', node: 'node3', pods: ['a'], path: JUNIT },
      { namespace: 'netpol-x-17', node: 'node1', pods: ['c'], path: JUNIT },
    ] satisfies FailurePlace[]);
  });

  test.each<[string, string]>([
    ['of a try before the last', `${description('netpol-x-17', 'a', 'node3')}Attempt #1 Failed.  Retrying\n`],
    ['of an object that is not a pod', lines('  name: deny-all', '  namespace: netpol-x-17', '  podSelector: {}')],
    ['without a pod', lines('  nodeName: node3')],
    ['after a namespace that stands alone', lines('  name: a', '  uid: 1', '  namespace: x', '  nodeName: node3')],
    ['of a pod with an invalid name', description('netpol-x-17', 'a/../b', 'node3')],
  ])('is not taken from a description %s', async (_what, timeline) => {
    expect((await failing(neverRan(timeline))).places).toEqual([]);
  });

  test('is not given for specs that passed', async () => {
    const verdict = await evaluateFiles(new Map([...upstreamArchive(), podFile('netpol-x-17', 'a', 'node1')]));
    expect(verdict.specs.flatMap(({ places }) => places)).toEqual([]);
  });
});
