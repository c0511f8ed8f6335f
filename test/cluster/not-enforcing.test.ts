import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ClusterAccess } from './access.ts';
import { UPSTREAM_PLUGIN } from './archived-run.ts';
import { type KeptArchives, keptArchives } from './kept-archives.ts';
import { findingCodes, outcomeOf, play, specsWith } from './seen-verdict.ts';
import { sharedCluster, sharedClusterWithPlugin } from './shared-cluster.ts';
import { untilSpecsTried } from './spec-tries.ts';
import { SPECS_ALONE } from './specs-to-run.ts';

const MINUTES = 60_000;

let access: ClusterAccess;
let archives: KeptArchives;

beforeAll(async () => {
  archives = await keptArchives();
  ({ access } = await sharedClusterWithPlugin({ engine: 'none' }));
}, 60 * MINUTES);

afterAll(() => archives.remove(), MINUTES);

test(
  'the default-deny specs fail, which is non-compliant although other specs are not known',
  async () => {
    const verdict = await play(access, {
      settings: {
        ...SPECS_ALONE,
        SCS_FOCUS: "should support a 'default-deny-(ingress|all)' policy",
        SCS_SKIP: 'SCTP',
      },
      archive: archives.pathOf('not-enforcing'),
    });
    expect(verdict.verdict).toBe('non-compliant');
    expect(outcomeOf(verdict, 'network-policy')).toBe('not-satisfied');
    expect(specsWith(verdict, 'failed')).toEqual([
      "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
      "[sig-network] Netpol NetworkPolicy between server and client should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
      "[sig-network] Netpol [LinuxOnly] NetworkPolicy between server and client using UDP should support a 'default-deny-ingress' policy [Feature:NetworkPolicy]",
    ]);
  },
  15 * MINUTES,
);

// Ginkgo's own retries show in no JUnit. One after the other, and in parallel, its output names them in other places.
test.each([
  ['retried', 'false', 2],
  ['retried-parallel', 'true', 3],
])(
  'a spec that failed until the policies were enforced and then passed is flaky, in %s',
  async (name, parallel, tries) => {
    await sharedCluster({ engine: 'none' });
    const verdict = await play(access, {
      plugin: UPSTREAM_PLUGIN,
      args: [
        ...['--e2e-focus', "between server and client should support a 'default-deny-(ingress|all)' policy"],
        ...['--plugin-env', `e2e.E2E_PARALLEL=${parallel}`],
        ...['--plugin-env', 'e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=3'],
      ],
      archive: archives.pathOf(name),
      meanwhile: async () => {
        // One spec is then in its second try: it failed in the first.
        await untilSpecsTried(access, tries);
        await sharedCluster({ engine: 'enforcing' });
      },
    });
    expect(specsWith(verdict, 'flaky').length + specsWith(verdict, 'passed').length).toBe(2);
    expect(specsWith(verdict, 'flaky').length).toBeGreaterThanOrEqual(1);
    expect(findingCodes(verdict)).toContain('specs-flaky');
  },
  15 * MINUTES,
);
