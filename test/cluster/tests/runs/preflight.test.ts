import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ClusterConnection, connectToCluster } from '../../../../src/cluster/connection.ts';
import { agnhostImage } from '../../../../src/cluster/kubernetes-minors.ts';
import { missingPermissions } from '../../../../src/cluster/permissions.ts';
import { withRunNamespace } from '../../../../src/cluster/run-namespaces.ts';
import { podQuota, whyNamespaceIsRefused, whyPodIsRefused } from '../../../../src/cluster/spec-like-objects.ts';
import { NEEDED_PERMISSIONS } from '../../../../src/runner/preflight/look-around.ts';
import { runPreflight } from '../../../../src/runner/preflight/preflight.ts';
import { against, type ClusterAccess } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { type SharedConnection, sharedCluster } from '../../shared/shared-cluster.ts';
import { NODE_NAMES } from '../../state/network.ts';

const MINUTE = 60_000;
const IMAGE = agnhostImage(TESTED_KUBERNETES, null);

let access: ClusterAccess;
let connection: SharedConnection;

beforeAll(async () => {
  const shared = await sharedCluster({ engine: 'none' });
  access = shared.access;
  connection = await shared.connect();
}, 60 * MINUTE);

afterAll(() => connection?.close(), MINUTE);

const kubectl = (...args: string[]) => against(access, ['kubectl', ...args]);
const apply = (object: object) => against(access, ['kubectl', 'apply', '--filename', '-'], JSON.stringify(object));

const look = async (image = IMAGE, cluster: ClusterConnection = connection.cluster) => {
  const signal = new AbortController().signal;
  return (await runPreflight({ cluster, runId: randomUUID(), pod: null, image, signal })).preflight;
};

/** Connects to the cluster with a changed kubeconfig. */
async function connectWith(change: (kubeconfig: string) => string): Promise<ClusterConnection> {
  const file = `${connection.kubeconfig}.changed`;
  const text = await readFile(connection.kubeconfig, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(file, change(text), { mode: 0o600 });
  return connectToCluster(file);
}

/**
 * Makes the API server reject objects for which the expression about `object` is false, and say the message.
 * Each test has its own message: for some seconds, the API server may still follow the policy of the test before.
 */
async function refuse(resource: string, expression: string, message: string): Promise<void> {
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: [resource] };
  const api = { apiVersion: 'admissionregistration.k8s.io/v1' };
  const validations = [{ expression, message }];
  const spec = { failurePolicy: 'Fail', matchConstraints: { resourceRules: [rule] }, validations };
  await apply({ ...api, kind: 'ValidatingAdmissionPolicy', metadata: { name: 'refuse' }, spec });
  const binding = { policyName: 'refuse', validationActions: ['Deny'] };
  await apply({ ...api, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'refuse' }, spec: binding });
}

afterEach(async () => {
  await kubectl('uncordon', NODE_NAMES[0]);
  await kubectl('delete', 'validatingadmissionpolicybinding,validatingadmissionpolicy', 'refuse', '--ignore-not-found');
}, MINUTE);

describe('the preflight', () => {
  test(
    'finds no obstacle to a fair run, and reports the nodes and whether pods can use SCTP',
    async () => {
      const preflight = await look();
      expect(preflight).toMatchObject({ problems: [], image: IMAGE, nodes: [{ name: NODE_NAMES[0] }] });
      expect(preflight.nodes[0]?.freePods).toBeGreaterThan(100);
      expect(preflight.sctp?.nodes).toMatchObject([
        { node: NODE_NAMES[0], outcome: existsSync('/proc/net/sctp') ? 'possible' : 'impossible' },
      ]);
    },
    2 * MINUTE,
  );

  test(
    'finds that no node accepts pods',
    async () => {
      await kubectl('cordon', NODE_NAMES[0]);
      const { problems } = await look();
      expect(problems).toMatchObject([
        { code: 'no-node', stops: true, text: expect.stringContaining('node1: it is cordoned') },
      ]);
    },
    MINUTE,
  );

  test(
    'finds within a minute that the image cannot be pulled',
    async () => {
      const { problems, startedAt, endedAt } = await look('127.0.0.1:1/agnhost:0');
      expect(problems).toMatchObject([{ code: 'image', stops: true, remedy: expect.stringContaining('SCS_REGISTRY') }]);
      expect(Date.parse(endedAt) - Date.parse(startedAt)).toBeLessThan(MINUTE);
    },
    2 * MINUTE,
  );

  test(
    'finds that admission rejects namespaces like those of the specs',
    async () => {
      await refuse('namespaces', "!('e2e-run' in object.metadata.labels)", 'no such namespace');
      for (let tries = 0; tries < 60 && (await whyNamespaceIsRefused(connection.cluster)) === null; tries += 1)
        await sleep(500);
      const { problems } = await look();
      expect(problems).toMatchObject([
        { code: 'namespace-refused', stops: true, text: expect.stringContaining('no such namespace') },
      ]);
    },
    2 * MINUTE,
  );

  test(
    'finds that admission rejects pods like those of the specs, although it accepts ours',
    async () => {
      const expression = 'has(object.spec.securityContext) && has(object.spec.securityContext.runAsNonRoot)';
      await refuse('pods', expression, 'no such pod');
      // The API server may take some seconds to drop the policy before and to apply this one.
      let { problems } = await look();
      for (let tries = 0; tries < 20 && problems[0]?.code !== 'pod-refused'; tries += 1) {
        await sleep(500);
        problems = (await look()).problems;
      }
      expect(problems).toMatchObject([
        { code: 'pod-refused', stops: true, text: expect.stringContaining('no such pod') },
      ]);
    },
    3 * MINUTE,
  );

  test(
    'finds no problem if admission exempts the label that it suggests',
    async () => {
      const spared = "has(namespaceObject.metadata.labels) && 'e2e-run' in namespaceObject.metadata.labels";
      await refuse('pods', spared, 'only labelled namespaces');
      const refusal = () => whyPodIsRefused(connection.cluster, 'default', IMAGE);
      for (let tries = 0; tries < 60 && !(await refusal())?.includes('only labelled'); tries += 1) await sleep(500);
      expect(await refusal()).toContain('only labelled namespaces');
      expect((await look()).problems).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    'finds within a minute that the API server does not answer',
    async () => {
      const { problems, startedAt, endedAt } = await look(
        IMAGE,
        await connectWith((text) => text.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:65534')),
      );
      expect(problems).toMatchObject([
        { code: 'api-unreachable', stops: true, text: expect.stringContaining('nothing listens at its address') },
      ]);
      expect(Date.parse(endedAt) - Date.parse(startedAt)).toBeLessThan(MINUTE);
    },
    2 * MINUTE,
  );

  test('knows its permissions, and finds a quota on pods', async () => {
    expect(await missingPermissions(connection.cluster, NEEDED_PERMISSIONS)).toEqual([]);
    await withRunNamespace(connection.cluster, { runId: randomUUID(), purpose: 'quota' }, async ({ name }) => {
      expect(await podQuota(connection.cluster, name)).toBeNull();
      await kubectl('create', 'quota', 'few', '--hard=pods=2,services=5', '--namespace', name);
      expect(await podQuota(connection.cluster, name)).toBe(2);
    });
  });

  test('names missing permissions', async () => {
    await kubectl('create', 'serviceaccount', 'nobody', '--namespace', 'default');
    const { stdout: token } = await kubectl('create', 'token', 'nobody', '--namespace', 'default');
    const withToken = (text: string) =>
      text.replace(/"user": \{[^{}]*"client-key-data"[^{}]*\}/, `"user": {"token": "${token}"}`);
    const { problems } = await look(IMAGE, await connectWith(withToken));
    expect(problems).toMatchObject([
      {
        code: 'permission-missing',
        stops: true,
        text: expect.stringMatching(/create namespaces.*create pods\/exec.*networkpolicies\.networking/),
      },
    ]);
  });
});
