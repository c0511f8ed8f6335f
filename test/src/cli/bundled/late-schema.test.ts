import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { lateSchema } from '../../../../src/cli/bundled/late-schema.ts';

test('a late schema is made once, when something of it is used', () => {
  let made = 0;
  const Late = lateSchema(() => {
    made += 1;
    return z.object({ a: z.string() });
  });
  const Whole = lateSchema(() => z.object({ late: Late, all: z.array(Late) }));
  expect(made).toBe(0);
  const value = { late: { a: 'b' }, all: [{ a: 'c' }] };
  expect(Whole.parse(value)).toEqual(value);
  expect(Whole.parse(value)).toEqual(value);
  expect(made).toBe(1);
});

test('a late schema does what the schema does', () => {
  const Kind = lateSchema(() => z.enum(['a', 'b']));
  const A = lateSchema(() => z.object({ kind: z.literal('a'), n: z.int() }));
  const B = lateSchema(() => z.object({ kind: z.literal('b'), text: z.string().optional() }));
  const Either = lateSchema(() => z.discriminatedUnion('kind', [A, B]));
  expect(Kind.options).toEqual(['a', 'b']);
  expect('shape' in A).toBe(true);
  expect(A).toBeInstanceOf(z.ZodObject);
  expect(A.extend({ kind: Kind }).parse({ kind: 'b', n: 1 })).toEqual({ kind: 'b', n: 1 });
  expect(Either.parse({ kind: 'b' })).toEqual({ kind: 'b' });
  const plain = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), n: z.int() }),
    z.object({ kind: z.literal('b'), text: z.string().optional() }),
  ]);
  for (const wrong of [null, {}, { kind: 'c' }, { kind: 'a', n: 'x' }, { kind: 'b', text: 1 }]) {
    expect(Either.safeParse(wrong).error?.issues).toEqual(plain.safeParse(wrong).error?.issues);
  }
  expect({ ...lateSchema(() => z.object({ a: z.string() })).shape }).toHaveProperty('a');
});
