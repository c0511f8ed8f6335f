import { expect, test } from '@jest/globals';
import type { FailureKind } from '../../../results-parsers/documents/verdict/reachability-failure.ts';
import { explain } from '../../../results-parsers/spec-failures/explain.ts';
import { readFailure } from '../../../results-parsers/spec-failures/read-failure.ts';
import { failureSummary } from '../../../results-parsers/verdict/failure-summary.ts';

const spec = (kind: FailureKind) => ({ explanation: { ...explain(readFailure('', ''), null), kind } });

test.each([
  ['', []],
  ['2 leaked (security)', [spec('leak'), spec('leak')]],
  ['1 blocked too much (function), 1 said nothing about policies', [spec('environment'), spec('blocked')]],
  ['2 failed without a record of connections', [spec('unknown'), { explanation: null }]],
  ['1 leaked (security), 1 leaked and blocked too much (security and function)', [spec('both'), spec('leak')]],
])('%s', (summary, specs) => {
  expect(failureSummary(specs)).toBe(summary);
});
