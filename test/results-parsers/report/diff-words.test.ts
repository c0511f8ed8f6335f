import { expect, test } from '@jest/globals';
import { diffArchives } from '../../../results-parsers/diff/diff-archives.ts';
import { diffHeadline } from '../../../results-parsers/report/diff-words.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const isSctp = (name: string): boolean => name.includes('using SCTP');
const withoutSctp = requiredCases().map((spec) => ({
  ...spec,
  state: isSctp(spec.name) ? ('failed' as const) : ('passed' as const),
}));

test('a verdict that rests on waivers is named differently from one that does not', async () => {
  const whole = await evaluateFiles(upstreamArchive());
  const waived = await evaluateFiles(upstreamArchive({ cases: withoutSctp }));
  expect(diffHeadline(diffArchives(whole, waived)).text).toBe('from compliant to compliant with 3 waived specs');
  expect(diffHeadline(diffArchives(waived, whole)).text).toBe('from compliant with 3 waived specs to compliant');
  expect(diffHeadline(diffArchives(waived, waived)).text).toBe('both are compliant with 3 waived specs');
});
