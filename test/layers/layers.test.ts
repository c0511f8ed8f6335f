import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { arcsOf, arcsOfProduct } from './arc.ts';
import { LAYERS } from './layers.ts';
import { violations } from './violations.ts';

const ROOT = join(import.meta.dirname, '../..');
const PRODUCT = arcsOfProduct(ROOT);

const ranked = LAYERS.flatMap((layers, rank) => layers.map(({ path }) => ({ path, rank })));
const fileIn = (path: string): string => (path.endsWith('.ts') ? path.replace('*', 'some') : `${path}/some.ts`);
const pairs = ranked.flatMap((a) => ranked.filter((b) => b !== a).map((b) => ({ a, b })));
const named = (some: typeof pairs) => some.map(({ a, b }): [string, string] => [a.path, b.path]);

describe('the product', () => {
  test('imports in one direction only, without cycles', () => {
    expect(violations(PRODUCT)).toEqual([]);
  });

  test('has files in each layer, and no import is overlooked', () => {
    const files = ({ path }: { path: string }) =>
      globSync(path.endsWith('.ts') ? path : `${path}/**/*.ts`, { cwd: ROOT });
    expect(ranked.filter((layer) => files(layer).length === 0)).toEqual([]);
    expect(PRODUCT.length).toBeGreaterThan(2000);
    expect(PRODUCT.filter(({ to }) => to.endsWith('.ts') && !existsSync(join(ROOT, to)))).toEqual([]);
  });

  test('is documented in the same order', () => {
    const rows = LAYERS.flatMap((layers, index) =>
      layers.map(({ path, holds }) => `| ${index + 1} | \`${path}\` | ${holds} |`),
    );
    expect(readFileSync(join(ROOT, 'docs/developing.md'), 'utf8')).toContain(rows.join('\n'));
  });
});

describe('imports of a file', () => {
  test('are found whether they are for values or for types', () => {
    const text = `import { type A, b } from './b.ts';\nimport type {\n  C,\n} from '../c.ts';\nexport * from './d.ts';
import './e.ts';\nimport * as z from 'zod';\nconst { f } = await import(\n  '../x/f.ts'\n);\nlet g: import('./g.ts').G;`;
    const to = ['x/b.ts', 'c.ts', 'x/d.ts', 'x/e.ts', 'zod', 'x/f.ts', 'x/g.ts'];
    expect(arcsOf('x/a.ts', text)).toEqual(to.map((each) => ({ from: 'x/a.ts', to: each })));
  });
});

describe('a file', () => {
  test.each(named(pairs.filter(({ a, b }) => a.rank > b.rank)))('of %s may import one of %s', (from, to) => {
    expect(violations([{ from: fileIn(from), to: fileIn(to) }])).toEqual([]);
  });

  test.each(named(pairs.filter(({ a, b }) => a.rank <= b.rank)))('of %s may not import one of %s', (from, to) => {
    expect(violations([{ from: fileIn(from), to: fileIn(to) }])).toHaveLength(1);
  });

  test.each([
    ['outside of any layer', 'results-parsers/utils/a.ts', 'results-parsers/core/errors.ts'],
    ['that imports one outside of any layer', 'src/cli/a.ts', 'test/a.ts'],
    ['that uses the cluster outside of src/cluster', 'src/cli/a.ts', '@kubernetes/client-node'],
  ])('%s is reported', (_what, from, to) => {
    expect(violations([{ from, to }])).toHaveLength(1);
  });
});

test.each([
  ['files', ['a/x/1.ts', 'a/x/2.ts', 'a/x/1.ts'], 'a/x/1.ts, a/x/2.ts'],
  ['folders of different files', ['a/x/1.ts', 'a/y/1.ts', 'a/y/2.ts', 'a/x/2.ts'], 'a/x, a/y'],
  ['a folder and a file beside it', ['a/x/1.ts', 'a/1.ts', 'a/1.ts', 'a/x/2.ts'], 'a/1.ts, a/x'],
])('%s that import each other are reported', (_what, path, expected) => {
  const arcs = path.flatMap((from, index) => (index === 0 ? [] : [{ from: path[index - 1] ?? '', to: from }]));
  const own = arcs.map(({ from, to }) => ({ from: `src/cli/${from}`, to: `src/cli/${to}` }));
  const found = expected.split(', ').map((each) => `src/cli/${each}`);
  expect(violations(own)).toContain(`${found.join(', ')} import each other`);
});
