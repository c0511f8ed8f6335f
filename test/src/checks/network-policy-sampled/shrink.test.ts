import { expect, test } from '@jest/globals';
import { shrink } from '../../../../src/checks/network-policy-sampled/shrink.ts';

const withoutOne = (list: readonly number[]): number[][] => list.map((_, index) => list.toSpliced(index, 1));

async function shrunk(
  start: readonly number[],
  shows: (list: readonly number[]) => boolean,
  tries = Number.POSITIVE_INFINITY,
) {
  const tried: string[] = [];
  const smallest = await shrink<readonly number[]>(start, {
    smaller: withoutOne,
    shows: async (list) => {
      tried.push(list.join());
      return shows(list);
    },
    isTimeUp: () => tried.length >= tries,
  });
  return { smallest, tried };
}

test('items that are not needed are removed, and each candidate is tried once', async () => {
  const { smallest, tried } = await shrunk([1, 2, 3, 4, 5, 6], (list) => list.includes(2) && list.includes(5));
  expect(smallest).toEqual([2, 5]);
  expect(new Set(tried).size).toBe(tried.length);
});

test('an item that is only needed because of another one is removed after that one', async () => {
  // 1 is needed only while 3 is there.
  const { smallest } = await shrunk([1, 2, 3], (list) => list.includes(2) && (!list.includes(3) || list.includes(1)));
  expect(smallest).toEqual([2]);
});

test('nothing more is tried once the time is up, and the smallest so far is the result', async () => {
  const { smallest, tried } = await shrunk([1, 2, 3, 4], () => true, 2);
  expect(tried).toHaveLength(2);
  expect(smallest).toHaveLength(2);
});

test('a start that cannot shrink stays as it is', async () => {
  expect((await shrunk([1, 2], () => false)).smallest).toEqual([1, 2]);
});
