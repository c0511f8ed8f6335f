import { expect, test } from '@jest/globals';
import { withLateSchemas } from '../../../docker/bundle/late-schemas.ts';

const BEGINNING = "import * as z from 'zod';\n";
const HELPED = `import { lateSchema } from "/late.ts";\n${BEGINNING}`;

test.each([
  ['const A = z.string();', 'const A = lateSchema(() => z.string());'],
  [
    "export const A = z.object({ a: z.string().min(1) }).strict();\nexport type A = z.infer<typeof A>;\nconst B = 'b';",
    "export const A = lateSchema(() => z.object({ a: z.string().min(1) }).strict());\nexport type A = z.infer<typeof A>;\nconst B = 'b';",
  ],
  [
    'const A: z.ZodType<string> = z.string(), B = z.int();',
    'const A: z.ZodType<string> = lateSchema(() => z.string()), B = lateSchema(() => z.int());',
  ],
])('schemas at the top level of a module are made late: %s', (source, late) => {
  expect(withLateSchemas(BEGINNING + source, '/late.ts')).toBe(HELPED + late);
});

test.each([
  ['is not of zod', "const z = { string: () => 'a' };\nconst A = z.string();"],
  ['is made in a function', `${BEGINNING}const make = () => z.string();`],
  ['is taken from a schema that is there', `${BEGINNING}const words = Level.options;`],
])('what %s stays as it is', (_, source) => {
  expect(withLateSchemas(source, '/late.ts')).toBeNull();
});
