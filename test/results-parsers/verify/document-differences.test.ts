import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortedEntries } from '../../../results-parsers/core/sorted-entries.ts';
import { documentDifferences } from '../../../results-parsers/verify/document-differences.ts';

function paths(left: unknown, right: unknown): string[] {
  return documentDifferences(left, right, 100).differences.map(({ path }) => path);
}

describe('differences between documents', () => {
  test.each([
    ['equal ones', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, ['.a.b']],
    ['another type', { a: [] }, { a: {} }, ['.a']],
    ['null and an object', { a: null }, { a: { b: 1 } }, ['.a']],
    ['an additional key', {}, { a: 1 }, ['.a']],
    ['elements by position', { a: [1, 2] }, { a: [1, 3, 4] }, ['.a[1]', '.a[2]']],
    ['elements by name', [{ name: 'b', x: 1 }], [{ name: 'a' }, { name: 'b', x: 2 }], ['["b"].x', '["a"]']],
    ['elements that share a name, by position', [{ id: 'a' }, { id: 'a' }], [{ id: 'a' }], ['[1]']],
  ])('are found in %s', (_, left, right, expected) => {
    expect(paths(left, right)).toEqual(expected);
  });

  test('are counted beyond the number that is listed', () => {
    expect(documentDifferences([1, 2, 3], [4, 5, 6], 1)).toEqual({
      differences: [{ path: '[0]', recorded: '1', recomputed: '4' }],
      more: 2,
    });
  });

  test.each(['toString', 'constructor', '__proto__'])(
    'include a field with the name of a property that every object has: %s',
    (key) => {
      const [difference] = documentDifferences({}, JSON.parse(`{"${key}": false}`), 1).differences;
      expect(difference).toEqual({ path: `.${key}`, recorded: null, recomputed: 'false' });
    },
  );

  test('show a missing value as null, and a long value by its beginning', () => {
    const [difference] = documentDifferences({ a: 'x'.repeat(900) }, {}, 1).differences;
    expect(difference).toMatchObject({ path: '.a', recomputed: null });
    expect(difference?.recorded).toMatch(/^"x{199}\.\.\.$/);
  });

  test('are empty if and only if the documents are equal, apart from the order of keys and of named elements', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        expect(paths(left, structuredClone(left))).toEqual([]);
        const named = /"(id|name|path)":/.test(JSON.stringify([left, right]));
        const equal = JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
        if (!named) expect(paths(left, right).length === 0).toBe(equal);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = sortedEntries(Object.entries(value));
  // As text, so that no object looks like an array.
  return JSON.stringify(entries.map(([key, inner]) => [key, sorted(inner)]));
}
