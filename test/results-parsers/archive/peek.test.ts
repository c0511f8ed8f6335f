import { expect, test } from '@jest/globals';
import { peek } from '../../../results-parsers/archive/peek.ts';
import { streamed } from '../building/tar.ts';

async function collected(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test.each([
  [1, 4, 'abcd'],
  [3, 4, 'abcd'],
  [100, 4, 'abcd'],
  [3, 100, 'abcdefgh'],
])(
  'the beginning of an input in chunks of %d can be looked at, and nothing is lost',
  async (chunk, size, beginning) => {
    const { start, all } = await peek(streamed(Buffer.from('abcdefgh'), chunk), size);
    expect(start.toString()).toBe(beginning);
    expect(await collected(all)).toBe('abcdefgh');
  },
);

test('an input that is not read to its end is closed', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from('x');
    } finally {
      closed = true;
    }
  }
  const { all } = await peek(endless(), 3);
  for await (const _chunk of all) break;
  expect(closed).toBe(true);
});
