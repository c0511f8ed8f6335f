import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';
import { against } from '../../access/access.ts';
import { leftBehind, namespacesOf } from '../../shared/left-behind.ts';
import { testRuns } from '../../shared/test-runs.ts';
import { imageReference } from '../../sonobuoy/plugin-image.ts';
import { evaluate, findingCodes, outcomeOf, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { readStatus } from '../../sonobuoy/sonobuoy.ts';
import { COUNTS, HAS_SCTP, WITHOUT_SCTP } from '../../sonobuoy/specs-to-run.ts';

const MINUTES = 60_000;

const runs = testRuns('enforcing');

/** All checks except the one that takes minutes, which has its own test. */
const QUICK_CHECKS = 'default-restrictions,admin-network-policy,ingress';

test(
  'all specs that do not need SCTP pass, with progress in Sonobuoy, the others are waived, and nothing stays in the cluster',
  async () => {
    const before = await namespacesOf(runs.access());
    const seen: { completed: number; total: number }[] = [];
    const watch = async () => {
      for (let waited = 0; waited < 180 && new Set(seen.map(({ completed }) => completed)).size < 4; waited += 1) {
        const status = await readStatus(runs.access());
        const progress = status?.plugins[0]?.progress;
        seen.push({ completed: progress?.completed ?? 0, total: progress?.total ?? 0 });
        await sleep(1_000);
      }
    };
    const verdict = await runs.play('enforcing', {
      settings: { ...(HAS_SCTP ? WITHOUT_SCTP : {}), SCS_CHECKS: QUICK_CHECKS },
      meanwhile: watch,
    });
    if (!HAS_SCTP) expect(findingCodes(verdict)).toContain('specs-left-out');
    const results = 'plugins/scs-networking/sonobuoy_results.yaml';
    const { stdout } = await execa('tar', ['-xzOf', runs.pathOf('enforcing'), results]);
    expect(stdout).toMatch(/^status: passed$/m);
    expect(specsWith(verdict, 'passed')).toHaveLength(COUNTS.passing);
    expect(specsWith(verdict, 'waived')).toHaveLength(COUNTS.ofSctp);
    expect(specsWith(verdict, 'waived').every((name) => name.includes('SCTPConnectivity'))).toBe(true);
    expect(verdict.verdict).toBe('compliant');
    expect(outcomeOf(verdict, 'network-policy')).toBe('satisfied');
    expect(seen.at(-1)?.total).toBe(COUNTS.passing);
    expect(new Set(seen.map(({ completed }) => completed)).size).toBeGreaterThanOrEqual(4);
    expect(await leftBehind(runs.access(), before)).toEqual([]);
  },
  30 * MINUTES,
);

test('without the default waivers that archive is inconclusive, because the others were skipped', async () => {
  const { verdict, text } = await evaluate(runs.pathOf('enforcing'), ['--no-default-waivers']);
  expect(specsWith(verdict, 'skipped')).toHaveLength(COUNTS.ofSctp);
  expect(specsWith(verdict, 'waived')).toEqual([]);
  expect(verdict.verdict).toBe('inconclusive');
  expect(findingCodes(verdict)).toContain('specs-skipped');
  expect(text).toMatch(/^INCONCLUSIVE: /);
});

test('half of that archive is inconclusive, because it is not whole', async () => {
  const whole = await readFile(runs.pathOf('enforcing'));
  await writeFile(runs.pathOf('enforcing-cut'), whole.subarray(0, whole.length / 2));
  const { verdict, text } = await evaluate(runs.pathOf('enforcing-cut'));
  expect(verdict.verdict).toBe('inconclusive');
  expect(findingCodes(verdict)).toContain('archive-truncated');
  expect(text).toMatch(/cut off|truncated/);
});

test(
  'the image itself evaluates an archive, as `podman run IMAGE evaluate -` would',
  async () => {
    const pod = ['run', 'evaluate', '--image', await imageReference(), '--restart=Never', '--rm', '--stdin', '--quiet'];
    const command = ['kubectl', ...pod, '--', 'evaluate', '--format', 'json', '-'];
    const { stdout } = await against(runs.access(), command, await readFile(runs.pathOf('enforcing')));
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'Verdict', verdict: 'compliant' });
  },
  MINUTES,
);
