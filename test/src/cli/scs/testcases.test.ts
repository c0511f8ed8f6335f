import { describe, expect, test } from '@jest/globals';
import type { ClauseOutcome, Verdict } from '../../../../results-parsers/index.ts';
import { type ClauseId, clauses } from '../../../../results-parsers/standard/clauses.ts';
import { requestedTestcases, TESTCASES, testcaseResult } from '../../../../src/cli/scs/testcases.ts';

const verdictWith = (id: ClauseId, outcome: ClauseOutcome): Pick<Verdict, 'clauses'> => ({
  clauses: clauses.map((clause) => ({ ...clause, outcome: clause.id === id ? outcome : 'undetermined', findings: [] })),
});

describe('a testcase', () => {
  const outcomes: [ClauseOutcome, string, string][] = [
    ['satisfied', 'PASS', 'ABORT'],
    ['declared', 'PASS', 'ABORT'],
    ['not-satisfied', 'FAIL', 'FAIL'],
    ['partly-satisfied', 'ABORT', 'ABORT'],
    ['undetermined', 'ABORT', 'ABORT'],
  ];
  const ids: [string, ClauseId][] = [
    ['kaas-networking-check', 'network-policy'],
    ...clauses.map(({ id }): [string, ClauseId] => [`scs-0219-${id}`, id]),
  ];

  test('exists for each clause, and also under the current name', () => {
    expect(ids.map(([id]) => id).sort()).toEqual([...TESTCASES].sort());
  });

  test.each(ids.flatMap(([id, clause]) => outcomes.map((outcome) => [id, clause, ...outcome] as const)))(
    '%s has, if %s is %s, the result %s, and in dry mode %s',
    (id, clause, outcome, result, dry) => {
      // An unused MAY violates nothing.
      const isUnused = clause === 'default-restrictions' && outcome === 'not-satisfied';
      expect(testcaseResult(id, verdictWith(clause, outcome), false)).toBe(isUnused ? 'PASS' : result);
      expect(testcaseResult(id, verdictWith(clause, outcome), true)).toBe(isUnused ? 'ABORT' : dry);
    },
  );

  test.each(['cncf-k8s-conformance', 'constructor', ''])('that is not one of ours (%j) is not known', (id) => {
    expect(testcaseResult(id, verdictWith('network-policy', 'satisfied'), false)).toBe('ABORT');
  });
});

describe('the requested testcases are found in', () => {
  test.each([
    ['-c a', ['a']],
    ['run -k x -c a --check b --check=c -a --e2e-focus', ['a', 'b', 'c']],
    ['--testcases a b --results-dir c', ['a', 'b']],
    ['--testcases=a,b -c a', ['a', 'b']],
    ['--testcases a', ['a']],
    ['-c', []],
    ['-k x', []],
  ])('%s', (args, expected) => {
    expect(requestedTestcases(args.split(' '))).toEqual(expected);
  });

  test('a single argument, into which {testcases} of a scope file may expand', () => {
    expect(requestedTestcases(['--testcases', 'a b', '-r', 'x'])).toEqual(['a', 'b']);
  });
});
