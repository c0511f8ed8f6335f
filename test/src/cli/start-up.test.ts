import { expect, test } from '@jest/globals';
import { build } from 'esbuild';

/** The modules that the command line loads before it knows the requested command. */
async function loadedAtStart(): Promise<{ modules: string[]; builtins: string[] }> {
  const { metafile } = await build({
    entryPoints: ['src/cli/main.ts'],
    outdir: 'unused',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
  });
  const outputs = new Set(Object.keys(metafile.outputs).filter((path) => path.endsWith('main.js')));
  const builtins = new Set<string>();
  for (const output of outputs) {
    for (const { kind, path, external } of metafile.outputs[output]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external) builtins.add(path.replace('node:', ''));
      else outputs.add(path);
    }
  }
  const modules = [...outputs].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
  return { modules: modules.sort(), builtins: [...builtins].sort() };
}

test('help loads only the commands themselves, their options and commander', async () => {
  const { modules, builtins } = await loadedAtStart();
  expect(modules).toContain('src/cli/main.ts');
  expect(modules).toContain('node_modules/commander/lib/command.js');
  const packages = modules.flatMap((path) => /^node_modules\/([^/]+)/.exec(path)?.[1] ?? []);
  expect(new Set(packages)).toEqual(new Set(['commander']));
  // Commander loads all of these. Others, such as crypto or fs/promises, take as long to load as all commands together.
  expect(builtins).toEqual(['child_process', 'events', 'fs', 'path', 'process', 'util']);
});
