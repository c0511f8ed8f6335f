import { describe, expect, test } from '@jest/globals';
import type { Part } from './parts.ts';
import { fits, namedParts, rotated } from './plan.ts';

const part = (name: string, minutes: number, builds?: number): Part => ({
  name,
  what: name,
  project: 'cluster',
  minutes,
  ...(builds === undefined ? {} : { builds: { of: [], minutes: builds } }),
});
const ALL = [part('a', 1), part('b', 2), part('c', 3)];
const names = (parts: readonly Part[]): string[] => parts.map(({ name }) => name);

describe('parts by name', () => {
  test('come in the order of the table', () => expect(names(namedParts(ALL, ['c', 'a']))).toEqual(['a', 'c']));

  test('are refused if there is no part of that name, and the message lists the parts', () => {
    expect(() => namedParts(ALL, ['a', 'x'])).toThrow('expected names of parts (a, b, c), found x');
  });
});

test('the order starts one part later with each step, and loses no part', () => {
  expect([0, 1, 2, 3].map((step) => names(rotated(ALL, step)).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
  expect(rotated([], 5)).toEqual([]);
});

test.each([
  ['a part that ends in time', part('a', 5), 5, false, true],
  ['a part that takes longer', part('a', 5), 4, false, false],
  ['a part that has to be built first', part('a', 5, 3), 7, false, false],
  ['a part that was built before', part('a', 5, 3), 7, true, true],
])('%s may fit into the time left', (_what, one, left, areBuilt, expected) => {
  expect(fits(one, left, areBuilt)).toBe(expected);
});
