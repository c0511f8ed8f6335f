import { expect, test } from '@jest/globals';
import { answerTone, clauseTone, findingTone, type Tone } from '../../../results-parsers/report/severity.ts';

const lacks = [
  ['MUST', 'bad'],
  ['SHOULD', 'unsure'],
  ['MAY', 'note'],
] as const satisfies [string, Tone][];

test.each(lacks)(
  'if a %s clause is not satisfied, the clause, its finding and its answer have the same tone: %s',
  (level, tone) => {
    const tones = [
      clauseTone({ level, outcome: 'not-satisfied' }),
      findingTone('fails', level),
      answerTone('no', level),
    ];
    expect(new Set(tones)).toEqual(new Set([tone]));
  },
);

test('a clause without a known outcome stands out only if it can change the verdict', () => {
  expect(clauseTone({ level: 'MUST', outcome: 'undetermined' })).toBe('unsure');
  expect(clauseTone({ level: 'SHOULD', outcome: 'undetermined' })).toBe('quiet');
});
