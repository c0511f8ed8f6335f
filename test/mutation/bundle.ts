import { join } from 'node:path';
import { build } from 'esbuild';

// Run by Stryker where it has put the changed code: one file with it and all of its tests, which a mutant loads in a moment.
await build({
  entryPoints: [join(import.meta.dirname, 'verdict-code.ts')],
  outfile: join(import.meta.dirname, 'bundle/verdict-code.test.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  external: ['@jest/globals'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
