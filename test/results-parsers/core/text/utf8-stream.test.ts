import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Utf8Stream } from '../../../../results-parsers/core/text/utf8-stream.ts';

/** ASCII, longer characters, a byte order mark, and bytes that are not UTF-8. */
const text = fc.array(fc.constantFrom('a', '\n', 'é', '€', '😀', '\ufeff', '\u0000'), { maxLength: 12 });
const bytes = fc.oneof(
  text.map((characters) => Buffer.from(characters.join(''))),
  fc
    .array(fc.constantFrom(0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x80, 0xef, 0xbb, 0xbf, 0xff), { maxLength: 12 })
    .map(Buffer.from),
);
const sizes = fc.array(fc.nat({ max: 4 }), { maxLength: 12 });

function pieces(all: Buffer, lengths: readonly number[]): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    found.push(all.subarray(at, at + length));
    at += length;
  }
  return [...found, all.subarray(at)];
}

/** What comes out of each piece, up to an error. */
function outcome(decode: (piece: Buffer) => string, end: () => void, all: readonly Buffer[]): string {
  let said = '';
  try {
    for (const piece of all) said += decode(piece);
    end();
    return said;
  } catch {
    return `${said} and an error`;
  }
}

test.each([false, true])('decodes bytes as a TextDecoder does, however they are split (fatal: %s)', (fatal) => {
  fc.assert(
    fc.property(bytes, sizes, (all, lengths) => {
      const cut = pieces(all, lengths);
      const stream = new Utf8Stream({ fatal });
      const decoder = new TextDecoder('utf-8', { fatal });
      const ours = outcome(
        (piece) => stream.decode(piece),
        () => stream.end(),
        cut,
      );
      expect(ours).toBe(
        outcome(
          (piece) => decoder.decode(piece, { stream: true }),
          () => void decoder.decode(),
          cut,
        ),
      );
    }),
    { numRuns: 2000 },
  );
});
