import { expect, test } from '@jest/globals';
import { firstListed, listed } from '../../../results-parsers/core/listed.ts';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('a list of %j reads as people write it', (items, text) => {
  expect(listed(items)).toBe(text);
});

test.each([
  [['a', 'b'], ', ', 'a, b'],
  [['a', 'b', 'c', 'd'], ', ', 'a, b and 2 more'],
  [['a', 'b', 'c', 'd'], '; ', 'a; b; and 2 more'],
] as const)('of %j the first two are named, between them %j, and the others counted', (items, between, text) => {
  expect(firstListed(items, 2, between)).toBe(text);
});
