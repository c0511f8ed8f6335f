import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { nextSkippedLine, skippedCaseAt } from '../../results-parsers/junit/skipped-cases.ts';
import type { CheckedExpression } from './building/checked-expressions.ts';

// A busy machine takes long.
jest.setTimeout(300_000);

test('every regular expression for foreign input takes time in proportion to the length of the input', () => {
  const checker = join(import.meta.dirname, 'building/checked-expressions.ts');
  const { stdout } = spawnSync(process.execPath, [checker], { encoding: 'utf8' });
  const [bad, ...expressions]: CheckedExpression[] = JSON.parse(stdout);
  expect(bad).toMatchObject({ status: 'vulnerable' });
  expect(expressions.length).toBeGreaterThan(100);
  const others = expressions.filter(({ status }) => status !== 'by-hand');
  expect(others).toHaveLength(expressions.length - 1);
  expect(others.filter(({ status, complexity }) => status !== 'safe' || !/^(?:safe|linear)$/.test(complexity))).toEqual(
    [],
  );
});

describe('the expression for skipped cases takes no more than that for lines', () => {
  test.each([
    ['of blanks', ' '.repeat(4e6)],
    ['of unfinished tags', '<testcase name="'.repeat(250_000)],
    ['with a name without end', `<testcase name="${'x'.repeat(4e6)}`],
    ['with a number without end', `<testcase name="" classname="" status="skipped" time="${'1'.repeat(4e6)}`],
    ['with many marks of a skipped case', ' status="skipped"'.repeat(250_000)],
    ['of cases that do not end', '<testcase name="" classname="" status="skipped" time="1">\n'.repeat(70_000)],
  ])('%s', (_what, text) => {
    const startedAt = process.cpuUsage();
    for (let at = 0; at < text.length; at = nextSkippedLine(text, at)) {
      if (skippedCaseAt(text, at) !== undefined) throw new Error('expected no skipped case');
    }
    // If the time grew faster than the length, it would take minutes.
    expect(process.cpuUsage(startedAt).user / 1e6).toBeLessThan(5);
  });
});
