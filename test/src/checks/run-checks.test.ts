import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { ApiException } from '@kubernetes/client-node';
import { CheckObservations } from '../../../results-parsers/documents/checks/check-observations.ts';
import type { Check, CheckContext } from '../../../src/checks/check.ts';
import { type ChecksRun, runChecks } from '../../../src/checks/run-checks.ts';
import type { ClusterConnection } from '../../../src/cluster/connection.ts';

const RUN_ID = '0d83d9dc-8a91-4aa3-8585-47e41bb4d000';

function check(id: string, run: Check['run'], change: Partial<Check['definition']> = {}): Check {
  const definition = {
    id,
    clause: 'ingress' as const,
    level: 'SHOULD' as const,
    question: 'Does it answer?',
    phase: 'after-specs' as const,
    motivation: '',
    does: [],
    needs: [],
    remediation: '',
    budgetSeconds: 60,
    ...change,
  };
  return { definition, run, usualSeconds: 1 };
}

/** An API server that creates every requested object and records what it deletes. */
class FakeCluster {
  readonly requests: string[] = [];
  /** Names of pods, which are gone once they are deleted. */
  pods: readonly string[] = [];
  /** Names of the requests that it rejects. */
  readonly refused = new Set<string>();

  get connection(): ClusterConnection {
    const answer = (name: string) => async (request: { name?: string; body?: { metadata?: { name?: string } } }) => {
      const what = `${name} ${request.body?.metadata?.name ?? request.name ?? ''}`.replace(
        /[0-9a-f]{8}-[0-9a-f]{6}$/,
        'ID',
      );
      this.requests.push(what);
      if (this.refused.has(name)) throw new Error(`${name} refused`);
      if (name === 'getClusterCustomObject' || name === 'readNamespacedPod')
        throw new ApiException(404, 'not found', '', {});
      if (name === 'listNamespacedPod') return { items: this.pods.map((pod) => ({ metadata: { name: pod } })) };
      return { metadata: { name: request.body?.metadata?.name, uid: '7' } };
    };
    const api = new Proxy({}, { get: (_, name) => answer(String(name)) });
    return { config: {} as ClusterConnection['config'], api: <T>() => api as T };
  }
}

function runOf(cluster: FakeCluster, change: Partial<ChecksRun> = {}): ChecksRun & { written: Map<string, string> } {
  const written = new Map<string, string>();
  return {
    reach: async () => ({
      cluster: cluster.connection,
      settings: { image: 'agnhost', namespaceLabels: { exempt: 'yes' }, outsideTargets: [], credentials: null },
    }),
    runId: RUN_ID,
    choice: 'all',
    budgets: new Map(),
    stop: new AbortController().signal,
    write: (path, content) => written.set(path, content),
    onChange: () => undefined,
    written,
    ...change,
  };
}

const policy = {
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  plural: 'clusternetworkpolicies',
  namespace: null,
  name: 'deny',
  spec: {},
};

async function makeThings(context: CheckContext): Promise<void> {
  await context.namespace({ purpose: 'one', labels: { own: 'label' } });
  await context.create(policy);
  context.note('seen', 3);
}

const MADE = ['createNamespace scs-one-ID', 'readNamespacedServiceAccount default', 'createClusterCustomObject deny'];
const CLEARED = ['deleteClusterCustomObject deny', 'deleteNamespace scs-one-ID'];

describe('a check leaves its observations and nothing else', () => {
  const never = async (context: CheckContext): Promise<void> => {
    await makeThings(context);
    await sleep(60_000, undefined, { ref: false });
  };
  const stopSoon = (): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    return controller.signal;
  };
  const cases: [string, Check['run'], () => Partial<ChecksRun>, object | null][] = [
    ['when it ends normally', makeThings, () => ({}), null],
    [
      'when it fails',
      async (context) => {
        await makeThings(context);
        throw new Error('HTTP 403');
      },
      () => ({}),
      { kind: 'error', reason: 'HTTP 403' },
    ],
    [
      'when its time is up',
      never,
      () => ({ budgets: new Map([['it', 0.1]]) }),
      { kind: 'out-of-time', reason: '0.1 seconds (SCS_CHECK_SECONDS) were not enough.' },
    ],
    [
      'when the run is stopped',
      never,
      () => ({ stop: stopSoon() }),
      expect.objectContaining({ kind: 'stopped' }) as object,
    ],
  ];
  test.each(cases)('%s', async (_, run, change, problem) => {
    const cluster = new FakeCluster();
    const checksRun = runOf(cluster, change());
    const [observations] = await runChecks('after-specs', [check('it', run)], checksRun);
    expect(observations?.problem).toEqual(problem);
    expect(observations?.facts).toEqual({ seen: 3 });
    expect(observations?.namespaces).toMatchObject([{ labels: { exempt: 'yes', own: 'label' } }]);
    expect(observations?.left).toEqual([]);
    expect(cluster.requests.slice(0, 3)).toEqual(MADE);
    expect(cluster.requests).toEqual(expect.arrayContaining(CLEARED));
    expect(CheckObservations.parse(JSON.parse(checksRun.written.get('checks/it.json') ?? ''))).toEqual(observations);
  });

  test('and reports objects that it could not delete', async () => {
    const cluster = new FakeCluster();
    cluster.refused.add('deleteClusterCustomObject');
    const [observations] = await runChecks('after-specs', [check('it', makeThings)], runOf(cluster));
    expect(observations?.left).toEqual(['ClusterNetworkPolicy deny']);
    expect(cluster.requests).toContain('deleteNamespace scs-one-ID');
  });

  test('even objects that were still being created when its time was up', async () => {
    const cluster = new FakeCluster();
    const late = async (context: CheckContext): Promise<void> => {
      await sleep(90);
      await Promise.all([context.namespace({ purpose: 'one' }), context.create(policy)]);
      await sleep(60_000, undefined, { ref: false });
    };
    await runChecks('after-specs', [check('it', late)], runOf(cluster, { budgets: new Map([['it', 0.1]]) }));
    expect(cluster.requests).toEqual(expect.arrayContaining(CLEARED));
  });

  test.each([
    ['and has removed the pods of a namespace before it left it', 'none'],
    ['even if it could not remove the pods of a namespace that it left', 'deleteNamespacedPod'],
  ])('%s', async (_, refused) => {
    const cluster = new FakeCluster();
    cluster.refused.add(refused);
    cluster.pods = ['a', 'b'];
    const leaving = async (context: CheckContext): Promise<void> => {
      const name = await context.namespace({ purpose: 'one' });
      cluster.requests.length = 0;
      await context.leaveNamespace(name);
      context.note('left after', cluster.requests.length);
    };
    const [observations] = await runChecks('after-specs', [check('it', leaving)], runOf(cluster));
    const pods = ['deleteNamespacedPod a', 'deleteNamespacedPod b'];
    const gone = ['readNamespacedPod a', 'readNamespacedPod b', 'deleteNamespace scs-one-ID'];
    const requests = ['listNamespacedPod ', ...pods, ...(refused === 'none' ? gone : [])];
    expect(cluster.requests).toEqual([...requests, 'deleteNamespace scs-one-ID']);
    expect(observations).toMatchObject({ problem: null, left: [], facts: { 'left after': requests.length } });
  });

  test('not even a namespace that the run had made for it', async () => {
    const cluster = new FakeCluster();
    const made = { name: 'scs-fresh-ID', uid: '7' };
    const adopting = async (context: CheckContext): Promise<void> => {
      context.note('name', await context.namespace({ purpose: 'fresh', ownLabels: false, made }));
    };
    const [observations] = await runChecks('after-specs', [check('it', adopting)], runOf(cluster));
    expect(observations).toMatchObject({ facts: { name: made.name }, namespaces: [{ name: made.name, labels: {} }] });
    expect(cluster.requests).toEqual([`deleteNamespace ${made.name}`]);
  });

  test('and can create nothing more once its time is up', async () => {
    const cluster = new FakeCluster();
    let later: Promise<unknown> = Promise.resolve();
    const insistent = async (context: CheckContext): Promise<void> => {
      await sleep(200);
      later = Promise.allSettled([context.namespace({ purpose: 'one' }), context.create(policy)]);
    };
    await runChecks('after-specs', [check('it', insistent)], runOf(cluster, { budgets: new Map([['it', 0.05]]) }));
    await sleep(300);
    await later;
    expect(cluster.requests).toEqual([]);
  });
});

describe('of all checks run', () => {
  const noted: string[] = [];
  const noting = (id: string, change: Partial<Check['definition']> = {}): Check =>
    check(
      id,
      async () => {
        noted.push(id);
      },
      change,
    );
  const checks = [
    noting('first', { phase: 'before-specs', clause: 'default-restrictions' }),
    noting('second'),
    noting('third', { clause: 'admin-network-policy' }),
    noting('asked-for', { clause: 'network-policy', onRequest: true }),
  ];
  const cases: [string, string[]][] = [
    ['all', ['first', 'second', 'third']],
    ['none', []],
    ['must', ['first']],
    ['must,ingress', ['first', 'second']],
    ['third, first', ['first', 'third']],
    ['ingress', ['second']],
    ['network-policy', []],
    ['all,asked-for', ['first', 'second', 'third', 'asked-for']],
    ['asked-for', ['asked-for']],
  ];
  test.each(cases)('with SCS_CHECKS=%s, these: %j', async (choice, ids) => {
    noted.length = 0;
    const run = runOf(new FakeCluster(), { choice });
    await runChecks('before-specs', checks, run);
    expect(noted).toEqual(ids.filter((id) => id === 'first'));
    await runChecks('after-specs', checks, run);
    expect(noted).toEqual(ids);
    expect([...run.written.keys()]).toEqual(ids.map((id) => `checks/${id}.json`));
  });

  test('none if the cluster cannot be reached, and each reports why', async () => {
    noted.length = 0;
    const reach = () => Promise.reject(new Error('no token'));
    const observed = await runChecks('after-specs', checks, runOf(new FakeCluster(), { reach }));
    expect(observed.map(({ problem }) => problem)).toEqual(Array(2).fill({ kind: 'error', reason: 'no token' }));
    expect(noted).toEqual([]);
  });

  test('first those that can run side by side, then, one by one, those that must run alone', async () => {
    const seen: string[] = [];
    let now = 0;
    const counting = (id: string): Check =>
      check(id, async () => {
        now += 1;
        await sleep(20);
        seen.push(`${id} beside ${now - 1}`);
        await sleep(20);
        now -= 1;
      });
    const alone = { ...counting('alone'), alone: true };
    const reported: string[] = [];
    const run = runOf(new FakeCluster(), {
      onChange: ({ running, waiting, ended, all }) =>
        reported.push(`${ended} of ${all} ended, ${running.length} run, ${waiting.length} wait`),
    });
    const observed = await runChecks('after-specs', [counting('one'), alone, counting('two')], run);
    expect(seen.toSorted()).toEqual(['alone beside 0', 'one beside 1', 'two beside 1']);
    expect(observed.map((each) => each.check.id)).toEqual(['one', 'alone', 'two']);
    expect([reported[0], reported.at(-1)]).toEqual(['0 of 3 ended, 2 run, 1 wait', '3 of 3 ended, 0 run, 0 wait']);
  });

  test('none once the run is stopped', async () => {
    noted.length = 0;
    const observed = await runChecks('after-specs', checks, runOf(new FakeCluster(), { stop: AbortSignal.abort() }));
    expect(observed.map(({ problem }) => problem?.kind)).toEqual(['stopped', 'stopped']);
    expect(noted).toEqual([]);
  });
});
