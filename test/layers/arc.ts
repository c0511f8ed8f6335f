import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file imports another, be it for its types alone, or a module of somebody else's, which has no extension. */
export type Arc = { from: string; to: string };

/** As Biome formats imports, exports from elsewhere and `import()`. */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*'([^'\n]+)'/g;

/** All imports of a file. `path` and the results count from the project's root. */
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
