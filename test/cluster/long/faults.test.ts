import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { RunRecord } from '../../../results-parsers/run-record/run-record.ts';
import { against, type ClusterAccess, testClusterAccess } from '../access.ts';
import { down, up } from '../cluster.ts';
import { type Node, stopDaemon } from '../daemon.ts';
import { nodeOf } from '../nodes.ts';
import { loadPluginImage } from '../plugin-image.ts';
import { OUR_PLUGIN, play, type Scenario, type SeenVerdict, untilPluginSays } from '../scenario.ts';
import { say } from '../steps.ts';
import { TESTED_KUBERNETES } from '../tested-kubernetes.ts';

const NAME = 'faults-test';
const MINUTES = 60_000;

// Some specs, one after the other, so that something is left to do when the fault comes.
const SOME_SPECS = {
  SCS_FOCUS:
    'should (support allow-all policy|enforce policy based on Ports|allow ingress access on one named port|deny ingress)',
  SCS_SKIP: 'SCTP|UDP',
  SCS_PROCESSES: '1',
  SCS_CHECKS: 'none',
};
const FIRST_SPEC_ENDED = /^\[1\/\d+\] /m;

let access: ClusterAccess;
let node: Node;
let archives: string;
const table: string[] = [];

beforeAll(async () => {
  archives = process.env['SCS_NETWORKING_KEEP_ARCHIVES'] ?? (await mkdtemp(join(tmpdir(), 'scs-networking-faults-')));
  const state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
  access = testClusterAccess(state);
  node = nodeOf(state);
  await loadPluginImage(state, say);
}, 60 * MINUTES);

afterAll(async () => {
  say(['', 'fault | specs known to the run | files kept | how the run ended | verdict', ...table].join('\n'));
  await down(NAME);
  if (process.env['SCS_NETWORKING_KEEP_ARCHIVES'] === undefined) await rm(archives, { recursive: true, force: true });
}, 2 * MINUTES);

const archiveOf = (fault: string): string => join(archives, `${fault.replaceAll(' ', '-')}.tar.gz`);

/** What the run says of itself; null: its record did not come. */
async function recordIn(archive: string): Promise<RunRecord | null> {
  const path = 'plugins/scs-networking/results/global/run-record.json';
  const { exitCode, stdout } = await execa('tar', ['-xzOf', archive, path], { reject: false });
  return exitCode === 0 ? RunRecord.parse(JSON.parse(stdout)) : null;
}

interface Seen {
  readonly verdict: SeenVerdict;
  readonly record: RunRecord | null;
  readonly codes: readonly string[];
}

/** Plays a run in which the fault happens, and adds it to the table. */
async function suffer(
  fault: string,
  scenario: Omit<Scenario, 'plugin' | 'archive'> & { plugin?: string },
): Promise<Seen> {
  const archive = archiveOf(fault);
  const settings = { ...SOME_SPECS, ...scenario.settings };
  const verdict = await play(access, { plugin: OUR_PLUGIN, ...scenario, settings, archive });
  const record = await recordIn(archive);
  const codes = verdict.clauses.find(({ id }) => id === 'network-policy')?.findings.map(({ code }) => code) ?? [];
  const known = record?.attempts.flatMap(({ observed }) => observed.map(({ state }) => state)) ?? [];
  const files = record?.evidence.map(({ path }) => path).join(' ') ?? 'none';
  table.push([fault, known.join(' ') || 'none', files, record?.ending ?? 'no record', verdict.verdict].join(' | '));
  // The specs that were chosen are not all that are required, so that no run here can be compliant, whatever happened in it.
  expect(verdict.verdict).not.toBe('compliant');
  return { verdict, record, codes };
}

const afterTheFirstSpec = (fault: (pod: string) => Promise<unknown>) => async () => {
  await fault(await untilPluginSays(access, FIRST_SPEC_ENDED));
};

async function namespacesOfSpecs(): Promise<string[]> {
  const { stdout } = await against(access, ['kubectl', 'get', 'namespaces', '--output', 'name']);
  return stdout.split('\n').filter((name) => /netpol-|scs-/.test(name));
}

describe('specs that a fault makes fail run again, and do not condemn the cluster, when', () => {
  test(
    'a namespace of a spec is deleted',
    async () => {
      const seen = await suffer('test namespace deleted', {
        meanwhile: afterTheFirstSpec(async () => {
          // Those of the spec before it may still be on their way out.
          const active = ['get', 'namespaces', '--field-selector', 'status.phase=Active', '--output', 'name'];
          const newest = await against(access, ['kubectl', ...active, '--sort-by=.metadata.creationTimestamp']);
          const namespace = newest.stdout.split('\n').findLast((name) => name.includes('netpol-')) ?? '';
          await against(access, ['kubectl', 'delete', namespace, '--wait=false']);
        }),
      });
      expect(seen.record?.ending).toBe('completed');
      expect(seen.record?.attempts.map(({ purpose }) => purpose)).toEqual(['all', 'again']);
      expect(seen.codes).toContain('specs-flaky');
      expect(seen.verdict.verdict).toBe('inconclusive');
    },
    15 * MINUTES,
  );

  test(
    'the API server is away for two minutes',
    async () => {
      const seen = await suffer('API server away for 120 s', {
        meanwhile: afterTheFirstSpec(async () => {
          await stopDaemon(node, 'kube-apiserver', 'STOP');
          await sleep(120_000);
          await stopDaemon(node, 'kube-apiserver', 'CONT');
        }),
      });
      expect(seen.record?.ending).toBe('completed');
      expect(seen.verdict.verdict).toBe('inconclusive');
      expect(await namespacesOfSpecs()).toEqual([]);
    },
    20 * MINUTES,
  );
});
