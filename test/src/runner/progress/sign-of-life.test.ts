import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { SignOfLife } from '../../../../src/runner/progress/sign-of-life.ts';

test('a line is written repeatedly if there is no other output, and not one after the end', async () => {
  const lines: string[] = [];
  const life = new SignOfLife(
    () => `line ${lines.length}`,
    (line) => lines.push(line),
    20,
  );
  while (lines.length < 3) await sleep(5);
  life.end();
  expect(lines.slice(0, 3)).toEqual(['line 0', 'line 1', 'line 2']);
  const { length } = lines;
  await sleep(60);
  expect(lines).toHaveLength(length);
});

test('no line is written while other output is frequent enough', async () => {
  const lines: string[] = [];
  const life = new SignOfLife(
    () => 'line',
    (line) => lines.push(line),
    2_000,
  );
  for (let times = 0; times < 10; times += 1) {
    await sleep(20);
    life.heard();
  }
  life.end();
  expect(lines).toEqual([]);
});
