import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testClusterAccess } from './access.ts';
import { down, up } from './cluster.ts';
import { checkStates } from './matrix/check-states.ts';
import { checkState } from './matrix/state-run.ts';
import { loadPluginImage } from './plugin-image.ts';
import { say } from './steps.ts';
import { TESTED_KUBERNETES } from './tested-kubernetes.ts';

const NAME = 'checks-test';
const MINUTES = 60_000;

// Two of the states that `npm run test:cluster -- --matrix checks` goes through: those in which most could go wrong for others.
const STATES = checkStates.filter(({ name }) => /BaselineAdminNetworkPolicy in use|deny everything/.test(name));

let archives: string;

beforeAll(async () => {
  archives = await mkdtemp(join(tmpdir(), 'scs-networking-checks-'));
  const [first] = STATES;
  const state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, ...(first?.cluster ?? { engine: 'none' }) }, say);
  await loadPluginImage(state, say);
}, 60 * MINUTES);

afterAll(async () => {
  await down(NAME);
  await rm(archives, { recursive: true, force: true });
}, 2 * MINUTES);

describe("the checks judge rightly, leave nothing behind and leave a user's objects as they are, on a cluster with", () => {
  test.each(STATES)(
    '$name',
    async (state) => {
      const cluster = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, ...state.cluster }, say);
      const file = join(archives, 'archive.tar.gz');
      expect((await checkState(testClusterAccess(cluster), state, file)).problems).toEqual([]);
    },
    15 * MINUTES,
  );

  test('each of these states', () => expect(STATES).toHaveLength(2));
});
