import { describe, expect, test } from '@jest/globals';
import type { RunRecord } from '../../../results-parsers/run-record/run-record.ts';
import { evaluateFiles, mustFindings } from '../building/evaluate.ts';
import { OWN_RESULTS, ownArchive } from '../building/sonobuoy.ts';

const evaluate = (record: Partial<RunRecord>) => evaluateFiles(ownArchive({ record }));
const clean = { deleted: [], left: [], fromEarlierRuns: [], problem: null };

describe('clean-up', () => {
  test.each([
    ['there was nothing to do', clean],
    ['all that was found was deleted', { ...clean, deleted: ['netpol-x-1'], fromEarlierRuns: ['netpol-y-2'] }],
    ['the runner did not look', null],
  ])('is not mentioned where %s', async (_what, cleanup) => {
    const verdict = await evaluate({ cleanup });
    expect(mustFindings(verdict)).toEqual([]);
    expect(verdict.verdict).toBe('compliant');
  });

  test('that left something says what, and how to remove it, and changes nothing', async () => {
    const verdict = await evaluate({ cleanup: { ...clean, left: ['netpol-x-1', 'netpol-y-2'] } });
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toEqual([
      {
        code: 'objects-left',
        effect: 'advises',
        text: '2 namespaces that runs of the plugin made could not be deleted in time: netpol-x-1, netpol-y-2.',
        remedy: 'If they are still there: kubectl delete namespace netpol-x-1 netpol-y-2',
        evidence: [{ path: `${OWN_RESULTS}run-record.json`, line: null }],
        specs: [],
      },
    ]);
  });

  test('of which the end is not known says why, and changes nothing', async () => {
    const verdict = await evaluate({ cleanup: { ...clean, problem: 'Expected an answer, found: HTTP 503.' } });
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toMatchObject([
      { code: 'cleanup-unknown', text: expect.stringContaining('found: HTTP 503.') },
    ]);
  });
});
