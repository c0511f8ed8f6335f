import { expect, test } from '@jest/globals';
import type {
  ClauseOutcome,
  ClauseVerdict,
  VerdictWord,
} from '../../../../results-parsers/documents/verdict/verdict.ts';
import { verdictOf } from '../../../../results-parsers/verdict/clauses/clause-verdicts.ts';

const clause = (level: ClauseVerdict['level'], outcome: ClauseOutcome) => ({ level, outcome });

test.each<[VerdictWord, string, ReturnType<typeof clause>[]]>([
  ['inconclusive', 'there is none', []],
  ['inconclusive', 'there are others only', [clause('SHOULD', 'satisfied')]],
  ['compliant', 'all are satisfied', [clause('MUST', 'satisfied'), clause('MUST', 'satisfied')]],
  ['inconclusive', 'some are satisfied', [clause('MUST', 'satisfied'), clause('MUST', 'undetermined')]],
  ['inconclusive', 'one is satisfied in parts', [clause('MUST', 'satisfied'), clause('MUST', 'partly-satisfied')]],
  ['inconclusive', 'one is declared alone', [clause('MUST', 'declared')]],
  ['non-compliant', 'one is not satisfied', [clause('MUST', 'undetermined'), clause('MUST', 'not-satisfied')]],
  ['compliant', 'all are satisfied, and others not', [clause('MUST', 'satisfied'), clause('MAY', 'not-satisfied')]],
])('%s: of the MUST clauses %s', (word, _what, clauses) => {
  expect(verdictOf(clauses)).toBe(word);
});
