import { expect, test } from '@jest/globals';
import { badgeJson } from '../../../results-parsers/report/badge.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { requiredCases, upstreamArchive } from '../building/sonobuoy.ts';

const cases = requiredCases();
const [first, ...others] = cases;

test.each([
  ['compliant', cases, 'brightgreen'],
  [
    'compliant with 3 waived specs',
    cases.map((spec) => (spec.name.includes('SCTPConnectivity') ? { ...spec, state: 'failed' as const } : spec)),
    'green',
  ],
  ['non-compliant', [{ name: first?.name ?? '', state: 'failed' as const }, ...others], 'red'],
  ['inconclusive', others, 'lightgrey'],
])('the badge of a verdict that is %s says so, in the matching colour', async (message, specs, color) => {
  const badge: unknown = JSON.parse(badgeJson(await evaluateFiles(upstreamArchive({ cases: specs }))));
  expect(badge).toEqual({ schemaVersion: 1, label: 'scs-0219-v1', message, color });
});
