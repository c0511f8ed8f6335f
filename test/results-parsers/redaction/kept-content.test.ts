import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeptContent } from '../../../results-parsers/redaction/kept-content.ts';

test('kept content is returned unchanged, however it arrived and however often it is read', () => {
  const chunk = fc
    .tuple(fc.nat({ max: 255 }), fc.nat({ max: 1_500_000 }))
    .map(([byte, size]) => Buffer.alloc(size, byte));
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
      const content = new KeptContent();
      for (const bytes of chunks) content.write(bytes);
      const expected = Buffer.concat(chunks);
      expect(content.length).toBe(expected.length);
      for (const _ of [1, 2]) expect(Buffer.concat([...content.chunks()]).equals(expected)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('kept content does not change if its writer changes the bytes afterwards', () => {
  const bytes = Buffer.from('one');
  const content = KeptContent.of(bytes);
  bytes.write('two');
  expect(content.whole().toString()).toBe('one');
});
