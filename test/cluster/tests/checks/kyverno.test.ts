import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Preflight } from '../../../../results-parsers/documents/run-record/preflight.ts';
import { agnhostImage } from '../../../../src/cluster/kubernetes-minors.ts';
import { runPreflight } from '../../../../src/runner/preflight/preflight.ts';
import { against } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { kyvernoStates } from '../../matrix/kyverno-states.ts';
import { checkState } from '../../matrix/state-run.ts';
import { sharedClusterWithPlugin } from '../../shared/shared-cluster.ts';
import { startCommandLine } from '../../sonobuoy/command-line.ts';
import { QUICK_SPECS } from '../../sonobuoy/specs-to-run.ts';
import type { DefaultPolicies } from '../../state/state.ts';

const MINUTES = 60_000;

// The only state that shows in nothing but a list of policies. The others are rows of `npm run test:cluster -- --matrix checks`.
const STATES = kyvernoStates.filter(({ name }) => /but the metadata service$/.test(name));

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-kyverno-'));
}, MINUTES);

afterAll(() => rm(directory, { recursive: true, force: true }), MINUTES);

const clusterWith = (kind: DefaultPolicies['kind'], exempt: string | null = null) =>
  sharedClusterWithPlugin({ engine: 'enforcing', defaultPolicies: { kind, exempt } });

describe('the checks judge rightly, and leave nothing behind, if', () => {
  test.each(STATES)(
    '$name',
    async (state) => {
      const { access } = await sharedClusterWithPlugin(state.cluster);
      expect((await checkState(access, state, join(directory, 'archive.tar.gz'))).problems).toEqual([]);
      const left = ['get', 'networkpolicies', '--all-namespaces', '--output', 'name'];
      expect((await against(access, ['kubectl', ...left])).stdout).toBe('');
    },
    // The first test also starts the cluster.
    60 * MINUTES,
  );

  test('there is exactly one such state', () => expect(STATES).toHaveLength(1));
});

describe('the preflight', () => {
  async function problemsWith(...policies: Parameters<typeof clusterWith>): Promise<Preflight['problems']> {
    const connection = await (await clusterWith(...policies)).connect();
    try {
      const { signal } = new AbortController();
      const request = { cluster: connection.cluster, runId: randomUUID(), pod: null, signal };
      return (await runPreflight({ ...request, image: agnhostImage(TESTED_KUBERNETES, null) })).preflight.problems;
    } finally {
      await connection.close();
    }
  }

  test(
    'names the policy of Kyverno that refuses the pods of the specs',
    async () => {
      expect(await problemsWith('kyverno-refuse-pods')).toMatchObject([
        {
          code: 'pod-refused',
          stops: true,
          text: expect.stringMatching(/require-run-as-nonroot.*Running as root is not allowed/s),
        },
      ]);
    },
    10 * MINUTES,
  );

  test(
    'finds no problem if namespaces with the label that it suggests are exempt',
    async () => {
      expect(await problemsWith('kyverno-refuse-pods', 'e2e-run')).toEqual([]);
    },
    10 * MINUTES,
  );
});

describe('if Kyverno exempts no namespace', () => {
  test(
    'a run with default options ends within two minutes, and names the policy and how to be exempt from it',
    async () => {
      const { access } = await clusterWith('kyverno-deny-sonobuoy');
      const startedAt = performance.now();
      const { exitCode, stderr } = await startCommandLine(access, directory, ['run', ...QUICK_SPECS]);
      expect(performance.now() - startedAt).toBeLessThan(2 * MINUTES);
      expect(exitCode).toBe(112);
      expect(stderr).toMatch(
        /There is no archive: the NetworkPolicy default-policy in the namespace sonobuoy keeps the plugin's pod from Sonobuoy's own .*--namespace-label KEY=VALUE/,
      );
    },
    10 * MINUTES,
  );
});
