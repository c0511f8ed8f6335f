import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkStates } from '../../matrix/check-states.ts';
import { checkState } from '../../matrix/state-run.ts';
import { sharedClusterWithPlugin } from '../../shared/shared-cluster.ts';

const MINUTES = 60_000;

// Some of the states of `npm run test:cluster -- --matrix checks`: those in which checks could harm others most, and those of the newest
// version of admin network policies.
const STATES = checkStates.filter(({ name }) =>
  /BaselineAdminNetworkPolicy in use|default policies that deny everything|v1beta1/.test(name),
);

let archives: string;

beforeAll(async () => {
  archives = await mkdtemp(join(tmpdir(), 'scs-networking-checks-'));
}, MINUTES);

afterAll(() => rm(archives, { recursive: true, force: true }), MINUTES);

describe("the checks judge correctly, leave nothing behind and do not change a user's objects, on a cluster with", () => {
  test.each(STATES)(
    '$name',
    async (state) => {
      const { access } = await sharedClusterWithPlugin(state.cluster);
      const file = join(archives, 'archive.tar.gz');
      expect((await checkState(access, state, file)).problems).toEqual([]);
    },
    // The first test also starts the cluster.
    60 * MINUTES,
  );

  test('each of these states', () => expect(STATES).toHaveLength(4));
});
