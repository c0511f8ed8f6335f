import { expect, test } from '@jest/globals';
import { sharedCluster } from '../../shared/shared-cluster.ts';
import { testRuns } from '../../shared/test-runs.ts';
import { UPSTREAM_PLUGIN } from '../../sonobuoy/archived-run.ts';
import { findingCodes, outcomeOf, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { untilSpecsTried } from '../../sonobuoy/spec-tries.ts';
import { SPECS_ALONE } from '../../sonobuoy/specs-to-run.ts';

const MINUTES = 60_000;

const runs = testRuns('none');

test(
  'the default-deny specs fail, which is non-compliant although the other specs did not run',
  async () => {
    const verdict = await runs.play('not-enforcing', {
      settings: {
        ...SPECS_ALONE,
        SCS_FOCUS: "should support a 'default-deny-(ingress|all)' policy",
        SCS_SKIP: 'SCTP',
      },
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

// Ginkgo's own retries are not in the JUnit. Its output names them, in different places for serial and parallel runs.
test.each([
  ['retried', 'false', 2],
  ['retried-parallel', 'true', 3],
])(
  'a spec that failed until the policies were enforced and then passed is flaky, in %s',
  async (name, parallel, tries) => {
    await sharedCluster({ engine: 'none' });
    const verdict = await runs.play(name, {
      plugin: UPSTREAM_PLUGIN,
      args: [
        ...['--e2e-focus', "between server and client should support a 'default-deny-(ingress|all)' policy"],
        ...['--plugin-env', `e2e.E2E_PARALLEL=${parallel}`],
        ...['--plugin-env', 'e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=3'],
      ],
      meanwhile: async () => {
        // By then, one spec is in its second try, because it failed in the first.
        await untilSpecsTried(runs.access(), tries);
        await sharedCluster({ engine: 'enforcing' });
      },
    });
    expect(specsWith(verdict, 'flaky').length + specsWith(verdict, 'passed').length).toBe(2);
    expect(specsWith(verdict, 'flaky').length).toBeGreaterThanOrEqual(1);
    expect(findingCodes(verdict)).toContain('specs-flaky');
  },
  15 * MINUTES,
);
