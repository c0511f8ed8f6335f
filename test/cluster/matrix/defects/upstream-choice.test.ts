import { describe, expect, test } from '@jest/globals';
import { catalogueMinors } from '../../../../results-parsers/standard/catalogue.ts';
import { lies } from './lies.ts';
import { allSpecs, fullNames, shortName, specsFor, withoutOccasion } from './upstream-choice.ts';

const newest = catalogueMinors.at(-1) ?? '';

describe('the specs of upstream that are run on an engine with a defect', () => {
  test.each<[string, string, number]>([
    ['one of those that simulation says to fail', 'ignores egress', 1],
    [
      'where there are none, all that give the engine occasion to show it',
      'lets the last policy for the same pods replace the others',
      4,
    ],
    ['none, where there is no occasion', 'reads fifteen ports of a rule', 0],
    ['all, where an engine cannot be lied to', 'lets what goes to the address of a pod pass', allSpecs.length],
  ])('are %s', (_which, defect, count) => {
    expect(specsFor(defect)).toHaveLength(count);
  });

  test('have full names in the newest catalogue', () => {
    expect(fullNames(newest, allSpecs).map(shortName).sort()).toEqual(allSpecs.toSorted());
  });

  test('are refused if one is not in the catalogue', () => {
    expect(() => fullNames(newest, ['should do nothing'])).toThrow('expected 1 specs in the catalogue, found 0');
  });
});

test('a defect without occasion has no specs to be run alone, and the other way round', () => {
  const silent = withoutOccasion([...lies.keys()]);
  expect(silent).toEqual([...lies.keys()].filter((defect) => specsFor(defect).length === 0));
  expect(silent).toContain('does what the API says');
});
