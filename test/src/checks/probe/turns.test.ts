import { expect, test } from '@jest/globals';
import { Turns } from '../../../../src/checks/probe/turns.ts';

test('all work is done, in order, and no more at a time than allowed', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  await Promise.all(
    [0, 1, 2, 3, 4].map((each) =>
      turns.take(async () => {
        begun.push(each);
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
      }),
    ),
  );
  expect({ begun, most }).toEqual({ begun: [0, 1, 2, 3, 4], most: 2 });
});

test('work that fails frees its turn for the next', async () => {
  const turns = new Turns(1);
  const failed = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(async () => 'done');
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('done');
});
