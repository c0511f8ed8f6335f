import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Chunk } from './chunks.ts';
import { PARTS, type PartName } from './parts.ts';

type Chunks = ReadonlyMap<string, Chunk>;

/** Where modules find what lies beside the bundle. */
const BANNER =
  'const bundleUrl=require("node:url").pathToFileURL(require("node:path").join(__dirname,"../cli.js")).href;';

/** Writes each part of the command line to a script of its own. */
export async function bundleParts(chunks: Chunks, outdir: string): Promise<void> {
  for (const name of PARTS) {
    await build({
      stdin: { contents: entryPoint(chunks, name), sourcefile: `${name}.js`, loader: 'js' },
      outfile: join(outdir, `${name}.cjs`),
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      // Scripts that are loaded with a code cache cannot import others.
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': 'bundleUrl' },
      banner: { js: `(function(exports,require,module,__dirname){${BANNER}` },
      footer: { js: '})' },
      logLevel: 'warning',
      plugins: [linked(chunks, name)],
    });
  }
}

/** Exports what other parts ask for; each chunk runs when it is asked for first. */
function entryPoint(chunks: Chunks, part: PartName): string {
  const asked = [...chunks].filter(([, chunk]) => chunk.part === part && chunk.isAsked).map(([name]) => name);
  return `module.exports={${asked.map((name) => `'${name}':()=>require('./${name}')`).join(',\n')}};`;
}

/** Takes the part's own chunks in, and has the others taken from their parts. */
function linked(chunks: Chunks, own: PartName): Plugin {
  return {
    name: 'linked',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:#part|\.\.)\// }, ({ path }) => ({ path, external: true }));
      onResolve({ filter: /^\.\// }, ({ path }) => ({ path: basename(path), namespace: 'chunk' }));
      onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => {
        const chunk = chunks.get(path);
        if (chunk === undefined) throw new Error(`expected a chunk of the command line, found ${path}`);
        if (chunk.part === own) return { contents: chunk.text, loader: 'js' };
        return { contents: `module.exports=require('#part/${chunk.part}')['${path}']();`, loader: 'js' };
      });
    },
  };
}
