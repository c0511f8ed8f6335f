import { describe, expect, test } from '@jest/globals';
import { Progress, progressText } from '../../../../src/cli/archives/progress.ts';

describe('the progress of a call', () => {
  test.each([
    [{ done: 0, total: 10_000, seconds: 60 }, '0 of 10,000 archives'],
    [{ done: 0, total: 1, seconds: 60 }, '0 of 1 archive'],
    [{ done: 50, total: 10_000, seconds: 1 }, '50 of 10,000 archives'],
    [{ done: 1234, total: 10_000, seconds: 20 }, '1,234 of 10,000 archives, 62 a second, about 2 min left'],
    [{ done: 9, total: 18, seconds: 3 }, '9 of 18 archives, 3.0 a second, about 3 s left'],
    [{ done: 1, total: 1_000_000, seconds: 2 }, '1 of 1,000,000 archives, 0.5 a second, about 555.6 h left'],
  ])('%j is reported as %j', (state, expected) => {
    expect(progressText(state)).toBe(expected);
  });
});

/** The output for 30 archives, one per second. */
function written(stream: { isTTY: boolean; columns: number }): string[] {
  const said: string[] = [];
  let now = 0;
  const write = (text: string | Uint8Array): boolean => said.push(String(text)) > 0;
  const progress = new Progress({ ...stream, write }, 30, () => now);
  for (let done = 1; done <= 30; done += 1) {
    now += 1;
    progress.clear();
    progress.tell(done);
  }
  progress.clear();
  return said;
}

test('at a terminal it is one line that is redrawn, fits the width of the terminal, and is gone at the end', () => {
  const said = written({ isTTY: true, columns: 30 });
  expect(said.slice(0, 4)).toEqual(['1 of 30 archives', '\r\x1b[2K', '2 of 30 archives, 1.0 a secon', '\r\x1b[2K']);
  expect(said.at(-1)).toBe('\r\x1b[2K');
  expect(Math.max(...said.map((text) => text.length))).toBeLessThan(30);
});

test('in a log it is a line every ten seconds', () => {
  expect(written({ isTTY: false, columns: 0 })).toEqual([
    '10 of 30 archives, 1.0 a second, about 20 s left\n',
    '20 of 30 archives, 1.0 a second, about 10 s left\n',
  ]);
});
