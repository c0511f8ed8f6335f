import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BoundedText } from '../../../../results-parsers/report/markdown/bounded-text.ts';

const section = (items: readonly string[]) => ({
  open: '<',
  items,
  close: '>',
  left: (count: number): string => `+${count}`,
});

describe('a bounded text', () => {
  test('keeps what was added first, and its end', () => {
    const text = new BoundedText(6, '.');
    expect([text.add('abc'), text.add('defg'), text.add('hi')]).toEqual([true, false, true]);
    expect(text.toString()).toBe('abchi.');
  });

  test.each([
    [8, '<abcd>'],
    [7, '<abc+1>'],
    [5, '<a+3>'],
    [4, '<+4>'],
    [3, ''],
  ])('of %d bytes counts the items that do not fit: %s', (bytes, expected) => {
    const text = new BoundedText(bytes, '');
    text.addSection(section(['a', 'b', 'c', 'd']));
    expect(text.toString()).toBe(expected);
  });

  test('never exceeds its limit, and closes what it opens', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.array(fc.array(fc.string())), (bytes, sections) => {
        const text = new BoundedText(bytes, '');
        for (const items of sections) text.addSection(section(items.map((item) => item.replace(/[<>+]/g, 'ü'))));
        const written = text.toString();
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(bytes);
        expect(written).toMatch(/^(?:<[^<>]*>)*$/);
      }),
    );
  });
});
