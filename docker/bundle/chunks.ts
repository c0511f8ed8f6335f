import { basename, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { clientInItsFile } from './kubernetes-client.ts';
import { MAIN, type PartName } from './parts.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What is started from outside of the bundle. */
const WORKER = 'src/cli/evaluate/evaluation-worker.ts';
const ENTRY_POINTS = [MAIN, WORKER];

/** A piece of the command line whose modules are always loaded together. */
export interface Chunk {
  readonly text: string;
  readonly part: PartName;
  /** The module that is imported with it; null: others need it. */
  readonly module: string | null;
  /** Whether another part asks for it. */
  readonly isAsked: boolean;
}

/**
 * The command line in chunks, by the names of their files, without what no module uses.
 *
 * @param ofEvaluation modules of the part of that name; those that are no longer imported on their own are ignored
 */
export async function commandLineChunks(ofEvaluation: readonly string[]): Promise<ReadonlyMap<string, Chunk>> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRY_POINTS,
    outdir: 'chunks',
    write: false,
    bundle: true,
    splitting: true,
    entryNames: '[name]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    metafile: true,
    logLevel: 'warning',
    plugins: [clientInItsFile(), lateModules()],
  });
  const parts = partsOf(metafile.outputs, ofEvaluation);
  const asked = new Set(Object.keys(metafile.outputs).filter((path) => isEntryPoint(metafile.outputs[path])));
  for (const [path, { imports }] of Object.entries(metafile.outputs)) {
    for (const { path: imported } of imports) if (parts.get(imported) !== parts.get(path)) asked.add(imported);
  }
  const chunks = new Map<string, Chunk>();
  for (const { path, text } of outputFiles) {
    const output = join('chunks', basename(path));
    const part = parts.get(output);
    if (part === undefined) continue;
    const module = metafile.outputs[output]?.entryPoint ?? null;
    chunks.set(basename(path), { text, part, module, isAsked: asked.has(output) });
  }
  return chunks;
}

function partsOf(outputs: Metafile['outputs'], ofEvaluation: readonly string[]): Map<string, PartName> {
  const parts = new Map<string, PartName>();
  const loadedWith = (modules: readonly string[]): string[] =>
    Object.keys(outputs).filter((path) => modules.includes(outputs[path]?.entryPoint ?? ''));
  const add = (name: PartName, waiting: string[]): void => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (parts.has(path)) continue;
      parts.set(path, name);
      for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
        if (kind === 'import-statement' && imported in outputs) waiting.push(imported);
      }
    }
  };
  add('start', loadedWith([MAIN]));
  add('evaluate', loadedWith([WORKER, ...ofEvaluation]));
  add('rest', Object.keys(outputs));
  return parts;
}

function isEntryPoint(output: Metafile['outputs'][string] | undefined): boolean {
  return output?.entryPoint !== undefined && ENTRY_POINTS.includes(output.entryPoint);
}

/** Modules of Node.js that commander imports and we never use take as long to load as all commands together: they are loaded if they are used. */
function lateModules(): Plugin {
  return {
    name: 'late-modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
        importer.includes('/node_modules/commander/') ? { path, namespace: 'late' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
        contents: `export default{get spawn(){return process.getBuiltinModule('${path}').spawn}};`,
        loader: 'js',
      }));
    },
  };
}
