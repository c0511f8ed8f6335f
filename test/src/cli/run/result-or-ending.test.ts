import { expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../../results-parsers/core/errors.ts';
import { exitCodes } from '../../../../src/cli/exit-codes.ts';
import { endingFor } from '../../../../src/cli/run/result-or-ending.ts';

test.each<[ErrorCode, number]>([
  ['USAGE', 2],
  ['INPUT_UNREADABLE', 2],
  ['TOOL_MISSING', 2],
  ['TOOL_FAILED', 112],
  ['CLUSTER', 112],
])('a run that ends with the error %s and without a verdict exits with %d', (code, exitCode) => {
  expect(exitCodes[endingFor(code)]).toBe(exitCode);
});
