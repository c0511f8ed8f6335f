import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Chunk, commandLineChunks } from './chunks.ts';
import { writeCompiledCode } from './compiled.ts';
import { CLIENT_NAME, clientEntryPoint } from './kubernetes-client.ts';
import { OF_EVALUATION } from './parts.ts';
import { bundleParts } from './write-parts.ts';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');

const MODULES = {
  absWorkingDir: ROOT,
  outdir: DIST,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  logLevel: 'warning',
} as const;

/** For CommonJS packages in ES modules. */
const BANNER = { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' };

await rm(DIST, { recursive: true, force: true });
const chunks = await bundleCommandLine(join(DIST, 'command-line'));
await build({
  ...MODULES,
  // One file, except for what a Node.js that is too old may be unable to read, or has to load.
  entryPoints: { cli: 'src/cli/bundled/start.ts' },
  splitting: true,
});
await build({ ...MODULES, entryPoints: { 'evaluation-worker': 'src/cli/bundled/evaluation-worker.ts' } });
await build({
  ...MODULES,
  entryPoints: { runner: 'src/runner/main.ts', [CLIENT_NAME]: CLIENT_NAME },
  splitting: true,
  // More than half of the client is comments. Names stay, and lines short enough to be found from a stack trace.
  minifyWhitespace: true,
  lineLimit: 200,
  banner: BANNER,
  plugins: [clientEntryPoint([...chunks.values()].map(({ text }) => text))],
});
await build({ ...MODULES, entryPoints: { library: 'src/library.ts' }, banner: BANNER });
await mkdir(join(DIST, 'schemas'));
await cp(join(ROOT, 'results-parsers/documents/schemas'), join(DIST, 'schemas'), {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});
await cp(join(ROOT, 'plugin/scs-networking.yaml'), join(DIST, 'scs-networking.yaml'));

/** Until people wait for nothing of the last part. */
async function bundleCommandLine(directory: string): Promise<ReadonlyMap<string, Chunk>> {
  const ofEvaluation = new Set(OF_EVALUATION);
  for (;;) {
    const chunks = await commandLineChunks([...ofEvaluation]);
    await bundleParts(chunks, directory);
    const late = writeCompiledCode(directory).map((name) => chunks.get(name)?.module ?? null);
    if (late.length === 0) return chunks;
    const before = ofEvaluation.size;
    for (const module of late) if (module !== null) ofEvaluation.add(module);
    if (ofEvaluation.size === before) throw new Error(`expected modules of the last part, found ${late.join(', ')}`);
  }
}
