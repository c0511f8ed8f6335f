import { expect, test } from '@jest/globals';
import type {
  ClauseOutcome,
  ClauseVerdict,
  VerdictWord,
} from '../../../../results-parsers/documents/verdict/verdict.ts';
import { verdictOf } from '../../../../results-parsers/verdict/clauses/clause-verdicts.ts';

const clause = (level: ClauseVerdict['level'], outcome: ClauseOutcome) => ({ level, outcome });

test.each<[VerdictWord, string, ReturnType<typeof clause>[]]>([
  ['inconclusive', 'there are none', []],
  ['inconclusive', 'there are none, only other clauses', [clause('SHOULD', 'satisfied')]],
  ['compliant', 'all are satisfied', [clause('MUST', 'satisfied'), clause('MUST', 'satisfied')]],
  ['inconclusive', 'only some are satisfied', [clause('MUST', 'satisfied'), clause('MUST', 'undetermined')]],
  ['inconclusive', 'one is only partly satisfied', [clause('MUST', 'satisfied'), clause('MUST', 'partly-satisfied')]],
  ['inconclusive', 'the only one is declared', [clause('MUST', 'declared')]],
  ['non-compliant', 'one is not satisfied', [clause('MUST', 'undetermined'), clause('MUST', 'not-satisfied')]],
  [
    'compliant',
    'all are satisfied, but not those of other levels',
    [clause('MUST', 'satisfied'), clause('MAY', 'not-satisfied')],
  ],
])('%s if of the MUST clauses %s', (word, _what, clauses) => {
  expect(verdictOf(clauses)).toBe(word);
});
