import { expect, test } from '@jest/globals';
import { Random, randomOf } from '../../../../src/checks/network-policy-sampled/random.ts';

const many = (random: Random): number[] => Array.from({ length: 1000 }, () => random.fraction());

test('a seed always gives the same numbers, which archives rely on', () => {
  const random = new Random(42);
  expect(Array.from({ length: 4 }, () => random.below(1000))).toEqual([601, 448, 852, 669]);
  expect(many(new Random(7))).toEqual(many(new Random(7)));
  expect(many(new Random(7))).not.toEqual(many(new Random(8)));
});

test('numbers are spread over their range', () => {
  const numbers = many(new Random(1));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = Map.groupBy(numbers, (number) => Math.floor(number * 10));
  expect(tenths.size).toBe(10);
  for (const tenth of tenths.values()) expect(tenth.length).toBeGreaterThan(50);
});

test('the numbers of one stream do not depend on those of others', () => {
  expect(many(randomOf(3, 5))).toEqual(many(randomOf(3, 5)));
  const first = [0, 1, 2, 3, 4].map((number) => randomOf(3, number).fraction());
  expect(new Set(first).size).toBe(first.length);
});

test('items that are drawn together are different ones, and never more than there are', () => {
  const random = new Random(9);
  expect(random.some(['a', 'b', 'c'], 5).toSorted()).toEqual(['a', 'b', 'c']);
  expect(random.some(['a', 'b', 'c'], 2)).toHaveLength(2);
  expect(random.some([], 2)).toEqual([]);
});

test('a choice is made as often as its weight says', () => {
  const random = new Random(5);
  const chosen = Array.from({ length: 1000 }, () =>
    random.weighted([3, () => 'often'], [1, () => 'seldom'], [0, () => 'never']),
  );
  const times = (word: string): number => chosen.filter((each) => each === word).length;
  expect(times('never')).toBe(0);
  expect(times('seldom')).toBeGreaterThan(200);
  expect(times('often')).toBeGreaterThan(700);
});
