import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
const TESTS = 'test/results-parsers/{{verdict,golden-verdicts}/**/*,evaluate/evaluate-*}.test.ts';

// Stryker runs this in the directory of the changed code. It bundles the code with all of its tests into one file, which a mutant loads quickly.
await build({
  stdin: {
    contents: globSync(TESTS, { cwd: ROOT })
      .sort()
      .map((path) => `import ${JSON.stringify(`./${path}`)};`)
      .join('\n'),
    resolveDir: ROOT,
  },
  outfile: join(import.meta.dirname, 'bundle/verdict-code.test.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  external: ['@jest/globals'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
