import { expect, test } from '@jest/globals';
import { Tally } from '../../../../src/cli/archives/tally.ts';
import type { PrintedEvaluation } from '../../../../src/cli/evaluate/evaluate-one.ts';

function judged(ending: 'compliant' | 'non-compliant', isWaived = false): PrintedEvaluation {
  return {
    archive: 'a',
    ending,
    verdict: null,
    summary: '',
    isWaived,
    clusterUid: null,
    printed: '',
    reports: [],
    kept: null,
  };
}

function tallyOf(evaluations: readonly PrintedEvaluation[]): string {
  const tally = new Tally();
  for (const evaluation of evaluations) tally.add(evaluation);
  return tally.text(61);
}

test('a tally counts endings, and compliant archives that rest on waivers', () => {
  const evaluations = [judged('compliant'), judged('compliant', true), judged('non-compliant', true)];
  expect(tallyOf(evaluations)).toBe('3 archives in 1 min 1 s: 2 compliant (1 with waivers), 1 non-compliant\n');
});

test('a tally names the first archives without a verdict, and counts the others', () => {
  const evaluations = Array.from({ length: 1500 }, (_, index): PrintedEvaluation => {
    return { archive: `bad\u001b-${index}`, ending: index === 0 ? 'defect' : 'unusable', complaint: '' };
  });
  const text = tallyOf(evaluations);
  expect(text).toMatch(
    /^1,500 archives in 1 min 1 s: 1,499 unreadable, 1 stopped by a defect\nno verdict on bad\\u001b-0, /,
  );
  expect(text).toMatch(/, bad\\u001b-11, and 1,488 more\n$/);
});
