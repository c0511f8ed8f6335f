import { expect, test } from '@jest/globals';
import { against } from '../../access/access.ts';
import { testRuns } from '../../shared/test-runs.ts';
import { UPSTREAM_PLUGIN } from '../../sonobuoy/archived-run.ts';
import { untilPluginSays } from '../../sonobuoy/plugin-pod.ts';
import { findingCodes, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { COUNTS, SPECS_ALONE, WITHOUT_SCTP } from '../../sonobuoy/specs-to-run.ts';

const MINUTES = 60_000;

const runs = testRuns('enforcing');

test(
  'a focus that matches nothing is inconclusive',
  async () => {
    const verdict = await runs.play('no-match', {
      settings: { ...SPECS_ALONE, SCS_FOCUS: 'no spec has this name' },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(specsWith(verdict, 'passed')).toEqual([]);
  },
  5 * MINUTES,
);

test(
  'a dry run is inconclusive, although ginkgo reports each of its specs as passed',
  async () => {
    const verdict = await runs.play('dry-run', {
      settings: { ...SPECS_ALONE, E2E_DRYRUN: 'true' },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(findingCodes(verdict)).toContain('dry-run');
  },
  5 * MINUTES,
);

test(
  'a run of the upstream plugin with another focus is inconclusive',
  async () => {
    const verdict = await runs.play('upstream-conformance', {
      plugin: UPSTREAM_PLUGIN,
      args: ['--e2e-focus', 'Secrets should patch a secret \\[Conformance\\]'],
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(specsWith(verdict, 'passed')).toEqual([]);
  },
  10 * MINUTES,
);

test(
  'a plugin that is asked to stop submits what it has, and the verdict says that the run is incomplete',
  async () => {
    const verdict = await runs.play('terminated', {
      settings: { ...SPECS_ALONE, ...WITHOUT_SCTP },
      meanwhile: async () => {
        const pod = await untilPluginSays(runs.access(), new RegExp(`\\[4/${COUNTS.passing}\\]`));
        await against(runs.access(), ['kubectl', '--namespace', 'sonobuoy', 'delete', 'pod', pod, '--wait=false']);
      },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(findingCodes(verdict)).toContain('run-not-completed');
    expect(specsWith(verdict, 'passed').length).toBeGreaterThanOrEqual(4);
  },
  10 * MINUTES,
);

test(
  'a run past its own deadline submits what it has, and the verdict says that the run is incomplete',
  async () => {
    const verdict = await runs.play('deadline', {
      settings: { ...SPECS_ALONE, ...WITHOUT_SCTP, SCS_DEADLINE_SECONDS: '60' },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(findingCodes(verdict)).toContain('run-not-completed');
    expect(specsWith(verdict, 'passed').length).toBeGreaterThanOrEqual(1);
  },
  10 * MINUTES,
);

test(
  'a plugin pod that is killed without warning gives an inconclusive verdict once Sonobuoy has given it up',
  async () => {
    const verdict = await runs.play('killed', {
      settings: { ...SPECS_ALONE, ...WITHOUT_SCTP },
      // The runner keeps within this timeout, which leaves it enough time to begin.
      args: ['--timeout', '240'],
      meanwhile: async () => {
        const pod = await untilPluginSays(runs.access(), new RegExp(`\\[1/${COUNTS.passing}\\]`));
        await against(runs.access(), [
          ...['kubectl', '--namespace', 'sonobuoy', 'delete', 'pod', pod],
          '--force',
          '--grace-period=0',
        ]);
      },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(specsWith(verdict, 'passed')).toEqual([]);
  },
  10 * MINUTES,
);
