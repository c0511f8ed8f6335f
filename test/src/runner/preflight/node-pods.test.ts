import { describe, expect, test } from '@jest/globals';
import type { PodProblem } from '../../../../src/cluster/pod-readiness.ts';
import { problemOfPods, tryPodsOnNodes } from '../../../../src/runner/preflight/node-pods.ts';
import { asked } from '../../cluster/answering-api.ts';

const pods = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, `node-of-${name}`]));
const problems = (kind: PodProblem['kind'], ...names: string[]) =>
  new Map(names.map((name) => [name, { kind, pod: name, text: `pod ${name} does not run: because` }]));

// test/cluster/tests/runs/preflight.test.ts tests each case on a real cluster; the cases here need several nodes.
describe('pods of the specs’ image, one on each node', () => {
  test('are not a problem if all run', () => {
    expect(problemOfPods(pods, new Set(pods.keys()), new Map(), 'agnhost')).toBeNull();
  });

  test('are made in namespaces with the labels by which those of the specs are exempt', async () => {
    const sent: string[] = [];
    const request = {
      runId: 'id',
      image: 'agnhost',
      credentials: null,
      nodes: [],
      signal: new AbortController().signal,
    };
    await asked(
      (incoming, response) => {
        incoming.on('data', (bytes) => sent.push(String(bytes)));
        incoming.on('end', () => response.writeHead(403).end('{}'));
      },
      (cluster) => tryPodsOnNodes({ cluster, ...request }),
    );
    expect(JSON.parse(sent.join(''))).toMatchObject({
      metadata: { labels: { 'e2e-run': 'id', 'pod-security.kubernetes.io/enforce': 'baseline' } },
    });
  });

  test('that do not run on some nodes do not stop the run; the nodes are named', () => {
    const found = problemOfPods(pods, new Set(['c', 'd', 'e']), problems('image', 'a', 'b'), 'agnhost');
    expect(found).toMatchObject({
      code: 'some-nodes',
      stops: false,
      text: 'A pod does not start on 2 of 5 nodes (node-of-a: pod a does not run: because; node-of-b: pod b does not run: because).',
    });
  });

  test.each([
    ['image', 'image', /The image of the specs' pods, agnhost, cannot be pulled \(node-of-a: .*; and 2 more\)\./],
    ['unschedulable', 'pods', /Pods of agnhost start on no node/],
    ['starting', 'pods', /Pods of agnhost start on no node/],
  ] as const)('that do not run on any node (%s) stop the run', (kind, code, text) => {
    const found = problemOfPods(pods, new Set(), problems(kind, ...pods.keys()), 'agnhost');
    expect(found).toMatchObject({ code, stops: true, text: expect.stringMatching(text) });
  });
});
