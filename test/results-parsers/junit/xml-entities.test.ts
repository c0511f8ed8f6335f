import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EntityResolver } from '../../../results-parsers/junit/xml-entities.ts';

function resolve(pieces: readonly string[]): string {
  const resolver = new EntityResolver();
  return pieces.map((piece) => resolver.write(piece)).join('') + resolver.end();
}

test.each([
  ['&lt;a&gt; &amp;amp; &quot;b&quot; &apos;', '<a> &amp; "b" \''],
  ['a&#xA;b&#x9;c&#10;d&#x1F600;', 'a\nb\tc\nd😀'],
  ['&bomb; &#x110000; &#9999999; & &;', '&bomb; &#x110000; &#9999999; & &;'],
  ['cut &#x', 'cut &#x'],
])('%s', (text, expected) => {
  expect(resolve([text])).toBe(expected);
});

test('gives the same however the text is cut into pieces', () => {
  const piece = fc.constantFrom('&', '#', 'x', 'A', '1', ';', 'amp', 'lt', '&#xA;', '\n', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(resolve(pieces)).toBe(resolve([pieces.join('')]));
    }),
  );
});
