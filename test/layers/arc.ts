import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An import of another file, even if only for its types, or of a foreign module, which has no extension. */
export type Arc = { from: string; to: string };

/** Matches imports, exports from other files and `import()`, as Biome formats them. */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*'([^'\n]+)'/g;

/** All imports of a file. `path` and the results are relative to the project's root. */
export function arcsOf(path: string, text: string): Arc[] {
  return [...text.matchAll(SPECIFIER)].map(([, specifier = '']) => ({
    from: path,
    to: /^\.\.?\//.test(specifier) ? join(dirname(path), specifier) : specifier,
  }));
}

/** All imports of the product's files. */
export function arcsOfProduct(root: string): Arc[] {
  const files = globSync('{src,results-parsers}/**/*.ts', { cwd: root });
  return files.flatMap((file) => arcsOf(file, readFileSync(join(root, file), 'utf8')));
}
