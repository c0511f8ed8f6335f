import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkDefinitions } from '../../src/checks/definitions.ts';
import type { ClusterAccess } from './access.ts';
import { type KeptArchives, keptArchives } from './kept-archives.ts';
import { leftBehind, namespacesOf } from './left-behind.ts';
import { outcomeOf, play, specsWith } from './seen-verdict.ts';
import { sharedClusterWithPlugin } from './shared-cluster.ts';
import { HAS_SCTP, WITHOUT_SCTP } from './specs-to-run.ts';

const MINUTES = 60_000;

let access: ClusterAccess;
let archives: KeptArchives;

beforeAll(async () => {
  archives = await keptArchives();
  ({ access } = await sharedClusterWithPlugin({ engine: 'enforcing' }));
}, 60 * MINUTES);

afterAll(() => archives.remove(), MINUTES);

test(
  'a run with every check is compliant, answers every clause, and leaves nothing in the cluster',
  async () => {
    const before = await namespacesOf(access);
    const verdict = await play(access, {
      settings: HAS_SCTP ? WITHOUT_SCTP : {},
      archive: archives.pathOf('whole-run'),
    });
    expect(verdict.verdict).toBe('compliant');
    expect(specsWith(verdict, 'passed')).toHaveLength(47);
    expect(verdict.clauses.map(({ id }) => [id, outcomeOf(verdict, id)])).toEqual([
      ['network-policy', 'satisfied'],
      ['admin-network-policy', 'not-satisfied'],
      ['ingress', 'not-satisfied'],
      ['default-restrictions', 'not-satisfied'],
    ]);
    expect(verdict.checks.map(({ id }) => id).sort()).toEqual(checkDefinitions.map(({ id }) => id).sort());
    expect(verdict.checks.filter(({ answer }) => answer === 'unknown')).toEqual([]);
    expect(await leftBehind(access, before)).toEqual([]);
  },
  30 * MINUTES,
);
