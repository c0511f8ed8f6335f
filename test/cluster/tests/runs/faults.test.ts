import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { RunEnding, RunRecord } from '../../../../results-parsers/documents/run-record/run-record.ts';
import { against } from '../../access/access.ts';
import { runOnNode, stopDaemon } from '../../machine/daemon.ts';
import { nodeOf } from '../../nodes/nodes.ts';
import { say } from '../../progress/steps.ts';
import { ownCluster } from '../../shared/own-cluster.ts';
import { testRunsOn } from '../../shared/test-runs.ts';
import type { Run } from '../../sonobuoy/archived-run.ts';
import { untilPluginSays } from '../../sonobuoy/plugin-pod.ts';
import { findRunRecordIn } from '../../sonobuoy/run-record-in.ts';
import { findingCodes, type SeenVerdict, specsWith } from '../../sonobuoy/seen-verdict.ts';

const MINUTES = 60_000;

// Five specs run one after another, so that some are left when the fault occurs.
const SOME_SPECS = {
  SCS_FOCUS:
    'should (support allow-all policy|enforce policy based on Ports|allow ingress access on one named port|deny ingress)',
  SCS_SKIP: 'SCTP|UDP',
  SCS_PROCESSES: '1',
  SCS_CHECKS: 'none',
};
const FIRST_SPEC_ENDED = /^\[1\/5\] /m;
const RUNNER = '/scs/dist/runner.js';

const cluster = ownCluster({ name: 'faults-test', engine: 'enforcing' });
const runs = testRunsOn(async () => cluster());
const table: string[] = [];

afterAll(() =>
  say(['', 'fault | what was kept | how the run ended | verdict | left in the cluster', ...table].join('\n')),
);

const onNode = (...command: string[]) => runOnNode(nodeOf(cluster().state), command);
const kubectl = (...args: string[]) => against(cluster().access, ['kubectl', ...args]);

/** The namespaces of specs and of our checks. */
async function namespaces(phase: 'Active' | 'Terminating'): Promise<string[]> {
  const { stdout } = await kubectl('get', 'ns', '--field-selector', `status.phase=${phase}`, '--output', 'name');
  return stdout
    .split('\n')
    .map((name) => name.slice('namespace/'.length))
    .filter((name) => /^(netpol|scs)-/.test(name));
}

/** Namespaces that exist although nothing uses them; those that are being deleted get a minute. */
async function namespacesLeft(): Promise<string[]> {
  for (let waited = 0; waited < 60 && (await namespaces('Terminating')).length > 0; waited += 1) await sleep(1_000);
  return [...(await namespaces('Active')), ...(await namespaces('Terminating'))].sort();
}

/** What the archive contains about the specs, in words. */
function kept(record: RunRecord | null): string {
  if (record === null) return 'nothing';
  const states = record.attempts.flatMap(({ observed }) => observed.map(({ state }) => state));
  const counts = [...new Set(states)].map((state) => `${states.filter((one) => one === state).length} ${state}`);
  const files = record.evidence.flatMap(({ path }) => /^attempts\/.*/.exec(path) ?? []);
  return [counts.join(', ') || 'no spec', ...files].join('; ');
}

interface Seen {
  readonly verdict: SeenVerdict;
  readonly record: RunRecord | null;
  /** The codes of the findings about the clause. */
  readonly codes: readonly string[];
  readonly left: readonly string[];
}

/** Does a run in which the fault occurs, and adds it to the table. Whatever the run leaves in the cluster stays there. */
async function suffer(fault: string, run: Partial<Run>): Promise<Seen> {
  const name = fault.replaceAll(/\W+/g, '-');
  const settings = { ...SOME_SPECS, ...run.settings };
  const verdict = await runs.play(name, { minutes: 8, ...run, settings, leavesE2e: true });
  const record = await findRunRecordIn(runs.pathOf(name));
  const left = await namespacesLeft();
  const codes = findingCodes(verdict) ?? [];
  table.push(
    [fault, kept(record), record?.ending ?? 'no record', verdict.verdict, left.join(' ') || 'nothing'].join(' | '),
  );
  return { verdict, record, codes, left };
}

const afterTheFirstSpec = (fault: (pod: string) => Promise<unknown>) => async () => {
  await fault(await untilPluginSays(cluster().access, FIRST_SPEC_ENDED));
};

/** Pauses the daemon, as on an overloaded machine, and then continues it. */
const away = (daemon: string, seconds: number) =>
  afterTheFirstSpec(async () => {
    await stopDaemon(nodeOf(cluster().state), daemon, 'STOP');
    await sleep(seconds * 1000);
    await stopDaemon(nodeOf(cluster().state), daemon, 'CONT');
  });

/** Deletes a namespace that the next spec has just created: the spec fails at once, or waits five minutes for pods that are gone. */
async function deleteNextNamespace(): Promise<void> {
  const before = new Set(await namespaces('Active'));
  for (let tries = 0; tries < 300; tries += 1) {
    const next = (await namespaces('Active')).find((name) => !before.has(name));
    if (next !== undefined) {
      await kubectl('delete', 'namespace', next, '--wait=false');
      return;
    }
    await sleep(100);
  }
  throw new Error('expected another spec to create a namespace within a minute');
}

/** Replaces the results volume of the next run by one of 12 MiB, and fills it after the first spec. */
async function fillResultsVolume(): Promise<void> {
  let uid = '';
  for (let tries = 0; tries < 600 && uid === ''; tries += 1) {
    const { stdout } = await kubectl(
      ...['--namespace', 'sonobuoy', 'get', 'pods', '--selector', 'sonobuoy-component=plugin'],
      ...['--output', 'jsonpath={.items[*].metadata.uid}'],
    );
    uid = stdout.trim();
    await sleep(50);
  }
  const volume = `/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~empty-dir/results`;
  const mount = `until [ -d ${volume} ]; do sleep 0.05; done; mount -t tmpfs -o size=12m,mode=1777 results ${volume}`;
  await onNode('timeout', '60', 'sh', '-c', mount);
  await afterTheFirstSpec(() => onNode('sh', '-c', `! cat /dev/zero > ${volume}/filler`))();
}

describe('specs that fail because of a fault are retried, and do not make the cluster non-compliant, if', () => {
  test.each<[string, NonNullable<Run['meanwhile']>, string[]]>([
    ['a test namespace is deleted', afterTheFirstSpec(deleteNextNamespace), ['specs-flaky']],
    ['the API server does not answer for 120 s', away('kube-apiserver', 120), []],
    ['the kubelet does not answer for 60 s', away('kubelet', 60), []],
  ])(
    '%s',
    async (fault, meanwhile, codes) => {
      const { verdict, record, left, ...seen } = await suffer(fault, { meanwhile, minutes: 12 });
      expect(record?.ending).toBe('completed');
      expect(record?.attempts[0]?.observed).toHaveLength(5);
      expect(seen.codes).toEqual(expect.arrayContaining(codes));
      expect(verdict.verdict).toBe('inconclusive');
      expect(left).toEqual([]);
    },
    15 * MINUTES,
  );
});

describe('earlier results are kept, and the run is incomplete, if', () => {
  const killed = (signal: string, command: string) => ({
    meanwhile: afterTheFirstSpec(() => onNode('pkill', `-${signal}`, '-f', command)),
  });
  const podDeleted = afterTheFirstSpec((pod) =>
    kubectl('--namespace', 'sonobuoy', 'delete', 'pod', pod, '--wait=false'),
  );

  test.each<[string, Partial<Run>, RunEnding, RegExp]>([
    ['the runner is asked to stop', killed('TERM', RUNNER), 'terminated', /SIGTERM/],
    ["the plugin's pod is deleted", { meanwhile: podDeleted }, 'terminated', /SIGTERM/],
    ["the runner's deadline passes", { settings: { SCS_DEADLINE_SECONDS: '40' } }, 'deadline', /40 seconds/],
    ["Sonobuoy's timeout is near", { args: ['--timeout', '180'] }, 'deadline', /--timeout of 180/],
    ['ginkgo is killed', killed('KILL', '/usr/local/bin/ginkgo'), 'suite-crashed', /SIGKILL/],
    ['the runner is killed', killed('KILL', RUNNER), 'runner-failed', /The runner was killed/],
  ])(
    '%s',
    async (fault, run, ending, reason) => {
      const { verdict, record, codes, left } = await suffer(fault, run);
      expect(record).toMatchObject({ ending, reason: expect.stringMatching(reason) });
      expect(record?.attempts[0]?.observed.length).toBeGreaterThanOrEqual(1);
      expect(codes).toContain('run-not-completed');
      expect(verdict.verdict).toBe('inconclusive');
      expect(left).toEqual([]);
    },
    10 * MINUTES,
  );
});

test(
  'a results volume that fills up loses the rest of the log, but no result',
  async () => {
    const { verdict, record, left } = await suffer('the results volume fills up', { meanwhile: fillResultsVolume });
    expect(record?.ending).toBe('completed');
    expect(specsWith(verdict, 'passed')).toHaveLength(5);
    expect(verdict.verdict).toBe('inconclusive');
    expect(left).toEqual([]);
  },
  10 * MINUTES,
);

describe('a pod that is killed without warning', () => {
  /** Kills the runner first, so that it cannot make the suite clean up. */
  const podKilled = afterTheFirstSpec(async (pod) => {
    await onNode('pkill', '-STOP', '-f', RUNNER);
    await kubectl('--namespace', 'sonobuoy', 'delete', 'pod', pod, '--force', '--grace-period=0');
    // The kubelet may have killed it already.
    await onNode('pkill', '-KILL', '-f', RUNNER).catch(() => undefined);
  });

  test(
    'leaves an inconclusive run, and namespaces, which the next run removes without touching others',
    async () => {
      const others = { name: 'netpol-x-1', labels: { 'e2e-run': 'another' } };
      const foreign = { apiVersion: 'v1', kind: 'Namespace', metadata: others };
      await against(cluster().access, ['kubectl', 'create', '--filename', '-'], JSON.stringify(foreign));
      // The runner keeps within this timeout, which leaves it enough time to begin.
      const seen = await suffer('the pod is killed', { args: ['--timeout', '200'], meanwhile: podKilled });
      expect(seen.record).toBeNull();
      expect(seen.verdict.verdict).toBe('inconclusive');
      const ofTheKilled = seen.left.filter((name) => name !== others.name);
      expect(ofTheKilled.length).toBeGreaterThanOrEqual(1);

      const next = await suffer('the run after it', { settings: { SCS_FOCUS: 'no spec has this name' } });
      expect(next.record?.cleanup?.fromEarlierRuns).toEqual(ofTheKilled);
      expect(next.left).toEqual([others.name]);
      await kubectl('delete', 'namespace', others.name);
    },
    15 * MINUTES,
  );
});
