import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../results-parsers/index.ts';
import { codesOf, evaluateFiles } from '../building/evaluate.ts';
import type { BuiltJunit } from '../building/junit.ts';
import { type ArchiveFiles, ownArchive, requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const isSctp = (name: string): boolean => name.includes('using SCTP');
const sctp = requiredCases()
  .map(({ name }) => name)
  .filter(isSctp);

/** A suite in which the specs chosen by `isSkipped` are skipped and the others pass. */
function skipping(isSkipped: (name: string, index: number) => boolean): BuiltJunit {
  return {
    cases: requiredCases().map((spec, index) => ({
      ...spec,
      state: isSkipped(spec.name, index) ? ('skipped' as const) : ('passed' as const),
    })),
  };
}

const leftOut = { specs: sctp, reason: 'pods cannot open an SCTP socket on node1' };

async function waived(files: ArchiveFiles): Promise<{ verdict: Verdict; waived: number }> {
  const verdict = await evaluateFiles(files);
  return { verdict, waived: verdict.summary.waived };
}

describe('a waiver exempts specs that were skipped', () => {
  test.each<[what: string, files: ArchiveFiles, count: number]>([
    ['if all others were tried', upstreamArchive(skipping(isSctp)), 3],
    ['not if nothing ran', upstreamArchive(skipping(() => true)), 0],
    ['not if other specs were skipped, too', upstreamArchive(skipping((name, index) => isSctp(name) || index < 5)), 0],
    ['not in a dry run', upstreamArchive({ properties: { DryRun: 'true' } }), 0],
    [
      'if the plugin left them out on purpose, whatever else was skipped',
      ownArchive({ attempts: [skipping((name, index) => isSctp(name) || index < 5)], record: { leftOut } }),
      3,
    ],
    [
      'not if the plugin should leave them out, and nothing ran',
      ownArchive({ attempts: [skipping(() => true)], record: { leftOut } }),
      0,
    ],
  ])('%s', async (_what, files, count) => {
    expect((await waived(files)).waived).toBe(count);
  });

  test('and is not mentioned if nothing that it names was tried', async () => {
    const { verdict } = await waived(upstreamArchive(skipping(() => true)));
    expect(codesOf(verdict)).toEqual(['nothing-ran', 'specs-skipped']);
    expect(verdict.waivers.map(({ status }) => status)).not.toContain('applied');
    const report = verdict.waivers.find(({ id }) => id === 'scs-sctp-connectivity');
    expect(report).toMatchObject({ status: 'unused' });
    expect(report?.why).toContain('specs that it does not name were skipped, too');
  });

  test('and still exempts specs that failed', async () => {
    const cases = requiredCases().map((spec) => ({
      ...spec,
      state: isSctp(spec.name) ? ('failed' as const) : ('skipped' as const),
    }));
    expect((await waived(upstreamArchive({ cases }))).waived).toBe(3);
  });
});
