import { describe, expect, test } from '@jest/globals';
import { catalogueMinors } from '../../../../results-parsers/standard/catalogue.ts';
import { lies } from './lies.ts';
import { allSpecs, fullNames, shortName, specsFor, withoutOccasion } from './upstream-choice.ts';

const newest = catalogueMinors.at(-1) ?? '';

describe("upstream's specs that run on an engine with a defect", () => {
  test.each<[string, string, number]>([
    ['one of those that fail in the simulation', 'ignores egress', 1],
    [
      'if none fails in the simulation, all in which the defect can show',
      'lets the last policy for the same pods replace the others',
      4,
    ],
    ['none, if the defect cannot show', 'reads fifteen ports of a rule', 0],
    ['all, if lies cannot cause the defect', 'lets what goes to the address of a pod pass', allSpecs.length],
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

test('the defects that cannot show are those without specs to run alone', () => {
  const silent = withoutOccasion([...lies.keys()]);
  expect(silent).toEqual([...lies.keys()].filter((defect) => specsFor(defect).length === 0));
  expect(silent).toContain('does what the API says');
});
