import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AGNHOST_CONTAINER, createAgnhostPod } from '../../../../src/cluster/agnhost-pod.ts';
import { execInPod } from '../../../../src/cluster/exec.ts';
import { agnhostImage } from '../../../../src/cluster/kubernetes-minors.ts';
import { listMarkedNamespaces } from '../../../../src/cluster/marked-namespaces.ts';
import { untilPodsRun } from '../../../../src/cluster/pod-readiness.ts';
import { createRunNamespace, type RunNamespace, withRunNamespace } from '../../../../src/cluster/run-namespaces.ts';
import { against } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { type SharedConnection, sharedCluster } from '../../shared/shared-cluster.ts';

const MINUTE = 60_000;
const IMAGE = agnhostImage(TESTED_KUBERNETES, null);

let connection: SharedConnection;
/** One of the nodes. */
let node: string;
const runId = randomUUID();

beforeAll(async () => {
  const shared = await sharedCluster({ engine: 'none' });
  connection = await shared.connect();
  const names = ['kubectl', 'get', 'nodes', '--output', 'jsonpath={.items[*].metadata.name}'];
  [node = ''] = (await against(shared.access, names)).stdout.split(' ');
}, 60 * MINUTE);

afterAll(() => connection?.close(), MINUTE);

describe('pods of ours on a real cluster', () => {
  let namespace: RunNamespace;

  beforeAll(async () => {
    namespace = await createRunNamespace(connection.cluster, { runId, purpose: 'test', labels: { colour: 'blue' } });
  }, MINUTE);

  const inPod = (command: readonly string[], milliseconds = 10_000) =>
    execInPod(connection.cluster, {
      namespace: namespace.name,
      pod: 'server',
      container: AGNHOST_CONTAINER,
      command,
      milliseconds,
    });

  test(
    'run where Pod Security admits only restricted pods, and report their node and addresses',
    async () => {
      const ports = [{ containerPort: 8080 }];
      const pod = {
        name: 'server',
        image: IMAGE,
        args: ['netexec', '--http-port=8080'],
        ports,
        node,
      };
      await createAgnhostPod(connection.cluster, namespace.name, pod);
      const { running, problems } = await untilPodsRun(connection.cluster, namespace.name, ['server'], {
        milliseconds: MINUTE,
      });
      expect(problems).toEqual([]);
      expect(running.get('server')).toEqual({
        name: 'server',
        node,
        ips: expect.arrayContaining([expect.stringMatching(/^[0-9a-f.:]+$/)]),
        nodeAddresses: expect.arrayContaining([expect.stringMatching(/^[0-9a-f.:]+$/)]),
      });
    },
    2 * MINUTE,
  );

  test('run commands, and return their exit code and output', async () => {
    const answer = await inPod(['/agnhost', 'connect', '127.0.0.1:8080', '--timeout=2s']);
    expect(answer).toEqual({ exitCode: 0, stdout: '', stderr: '', problem: null });
    const refused = await inPod(['/agnhost', 'connect', '127.0.0.1:9', '--timeout=2s']);
    expect(refused).toEqual({ exitCode: 1, stdout: '', stderr: 'REFUSED\n', problem: null });
  });

  test.each([
    ['a command that does not end', 'server', ['/agnhost', 'pause'], /did not end within 1 s/],
    ['a program that does not exist', 'server', ['/nowhere'], /no such file/],
    ['a pod that does not exist', 'nobody', ['/agnhost'], /no connection to the pod/],
  ])('report the problem of %s', async (_what, pod, command, problem) => {
    const milliseconds = 1_000;
    const container = AGNHOST_CONTAINER;
    const request = { namespace: namespace.name, pod, container, command, milliseconds };
    const result = await execInPod(connection.cluster, request);
    expect(result).toMatchObject({ exitCode: null, problem: expect.stringMatching(problem) });
  });

  test.each([
    [
      'unschedulable',
      { image: IMAGE, node: 'no-such-node' },
      /no node accepts it \(0\/\d+ nodes are available: .*node ?affinity/i,
    ],
    ['image', { image: '127.0.0.1:1/agnhost:0' }, /image cannot be pulled \((ErrImagePull|ImagePullBackOff)/],
    ['ended', { image: IMAGE, args: ['no-such-command'] }, /its container ended \(Error, exit code 1/],
  ] as const)(
    'report in words why they do not run: %s',
    async (kind, pod, text) => {
      await createAgnhostPod(connection.cluster, namespace.name, { name: kind, args: ['pause'], ...pod });
      const watch = () => untilPodsRun(connection.cluster, namespace.name, [kind], { milliseconds: 6_000 });
      let { problems } = await watch();
      // A pod that ends at once may seem to run at first.
      for (let tries = 0; tries < 20 && problems.length === 0; tries += 1) {
        await sleep(500);
        ({ problems } = await watch());
      }
      expect(problems).toEqual([{ kind, pod: kind, text: expect.stringMatching(text) }]);
    },
    MINUTE,
  );

  test('report why admission rejects them', async () => {
    const pod = { name: 'x'.repeat(300), image: IMAGE, args: ['pause'] };
    await expect(createAgnhostPod(connection.cluster, namespace.name, pod)).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringMatching(/HTTP 422, Pod .* is invalid: metadata\.name/),
    });
  });

  test(
    'are deleted with their namespace, which can be found by its run until then',
    async () => {
      expect(await listMarkedNamespaces(connection.cluster)).toContainEqual({
        ...namespace,
        runId,
        isTerminating: false,
      });
      const used = await withRunNamespace(connection.cluster, { runId, purpose: 'short' }, async ({ name }) => name);
      const list = await listMarkedNamespaces(connection.cluster);
      expect(list.filter(({ name, isTerminating }) => name === used && !isTerminating)).toEqual([]);
    },
    MINUTE,
  );
});
