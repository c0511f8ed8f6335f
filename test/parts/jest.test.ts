import { expect, test } from '@jest/globals';
import { runJest } from './jest.ts';

const SHORT = { project: 'unit', args: ['--runTestsByPath', 'test/parts/plan.test.ts'] } as const;

test('the tests of a run of jest are counted, even if its time limit is a fraction', async () => {
  const { passed, failed } = await runJest({ ...SHORT, minutes: 1.234_567_891_23 });
  expect(failed).toBe(0);
  expect(passed).toBeGreaterThan(0);
}, 90_000);

test('a run that is stopped before it has counted its tests is one failure', async () => {
  expect(await runJest({ ...SHORT, minutes: 0.000_123_4 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
}, 90_000);
