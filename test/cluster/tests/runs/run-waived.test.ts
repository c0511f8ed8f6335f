import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ClusterAccess } from '../../access/access.ts';
import { sharedClusterWithPlugin } from '../../shared/shared-cluster.ts';
import { onlyArchiveIn, startCommandLine } from '../../sonobuoy/command-line.ts';
import { runRecordIn } from '../../sonobuoy/run-record-in.ts';
import { evaluate, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { HAS_SCTP } from '../../sonobuoy/specs-to-run.ts';

const MINUTES = 60_000;

let access: ClusterAccess;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-run-waived-'));
  ({ access } = await sharedClusterWithPlugin({ engine: 'enforcing' }));
}, 60 * MINUTES);

afterAll(() => rm(directory, { recursive: true, force: true }), MINUTES);

/** The results of a run of these specs with --run-waived. */
async function run(focus: string) {
  const results = await mkdtemp(join(directory, 'run-'));
  const args = ['run', '--focus', focus, '--run-waived', '--set', 'SCS_CHECKS=none'];
  const { stdout } = await startCommandLine(access, results, args);
  const archive = await onlyArchiveIn(results);
  const record = await runRecordIn(archive);
  return { text: stdout, record, verdict: (await evaluate(archive)).verdict };
}

// If the kernel has SCTP, nothing is left out, so there is nothing to run at the end.
const testWithoutSctp = HAS_SCTP ? test.skip : test;

testWithoutSctp(
  'if the kernel has no SCTP, --run-waived runs the three waived specs once, at the end, side by side',
  async () => {
    const { text, record, verdict } = await run(
      'NetworkPolicy between server and client (should support allow-all policy|using SCTP)',
    );
    expect(record).toMatchObject({ ending: 'completed', settings: { runWaived: true } });
    expect(record.leftOut?.specs).toHaveLength(3);

    expect(record.attempts.map(({ purpose }) => purpose)).toEqual(['all', 'waived']);
    const [first, last] = record.attempts;
    if (first === undefined || last === undefined) throw new Error('expected two attempts');
    expect(first.observed.every(({ name }) => !name.includes('SCTPConnectivity'))).toBe(true);
    expect(Date.parse(last.startedAt)).toBeGreaterThanOrEqual(Date.parse(first.endedAt));
    expect(last.command).toContain('--procs=3');
    expect(last.observed.map(({ name }) => name).sort()).toEqual(record.leftOut?.specs);
    expect(last.observed.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    // One after another, they would take as long as the sum of their times.
    const together = (Date.parse(last.endedAt) - Date.parse(last.startedAt)) / 1000;
    const added = last.observed.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(together).toBeLessThan(added * 0.7);

    expect(specsWith(verdict, 'waived')).toEqual(record.leftOut?.specs);
    expect(specsWith(verdict, 'failed')).toEqual([]);
    // The verdict is inconclusive because the other specs did not run.
    expect(verdict.verdict).toBe('inconclusive');
    expect(text).toMatch(/^INCONCLUSIVE/);
  },
  30 * MINUTES,
);

testWithoutSctp(
  'if the kernel has no SCTP, --run-waived does not run waived specs outside of the focus',
  async () => {
    const { record } = await run('should support allow-all policy');
    expect(record.attempts.map(({ purpose }) => purpose)).toEqual(['all']);
    expect(record.leftOut?.specs).toHaveLength(3);
  },
  10 * MINUTES,
);
