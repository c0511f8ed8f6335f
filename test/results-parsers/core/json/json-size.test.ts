import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { excessOf, JsonSize } from '../../../../results-parsers/core/json/json-size.ts';

const limits = { bytes: 1000, values: 5 };

describe('the size of a JSON document', () => {
  test.each([
    ['as many values as it may have', '[1,2,3]', null],
    ['commas and brackets in a text', '["[[[[[[,,,,,,{{{{"]', null],
    ['a quote in a text', '["\\",,,,,,,,"]', null],
    ['a text that ends with a backslash', '["\\\\",1,2,3,4,5]', 'it has more than 5 values'],
    ['a list of too many elements', '[1,2,3,4,5,6]', 'it has more than 5 values'],
    ['an object of too many fields', '{"a":1,"b":2,"c":3,"d":4,"e":5}', 'it has more than 5 values'],
    ['too many bytes', `"${'x'.repeat(1000)}"`, 'it is larger than 1000 bytes'],
  ])('is found for %s', (_what, document, excess) => {
    expect(excessOf(Buffer.from(document), limits)).toBe(excess);
  });

  test('counts lists and objects inside each other', () => {
    const nested = (depth: number) => Buffer.from('[{"a":'.repeat(depth / 2));
    expect(excessOf(nested(64), { bytes: 1000, values: 1000 })).toBe(null);
    expect(excessOf(nested(66), { bytes: 1000, values: 1000 })).toBe(
      'it has more than 64 lists and objects inside each other',
    );
  });

  test('is the same wherever the bytes are split', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 5 }), (document, step) => {
        const bytes = Buffer.from(document);
        const size = new JsonSize(limits);
        for (let at = 0; at < bytes.length; at += step) size.add(bytes.subarray(at, at + step));
        expect(size.excess).toBe(excessOf(bytes, limits));
      }),
    );
  });

  test('is never less than the number of values', () => {
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, one) => sum + count(one), 1)
        : 1;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const values = count(value);
        expect(excessOf(Buffer.from(JSON.stringify(value)), { bytes: 1e9, values: values - 1 })).not.toBe(null);
      }),
    );
  });
});
