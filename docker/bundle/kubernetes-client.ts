import { parse } from '@babel/parser';
import type { Plugin } from 'esbuild';

/** Larger than all else together, it is in a file of its own, which the command line and the runner have in common. */
const CLIENT = '@kubernetes/client-node';
export const CLIENT_NAME = 'kubernetes-client';
const CLIENT_FILE = `../${CLIENT_NAME}.js`;

/** Leaves the client to its file, seen from a directory beside it. */
export function clientInItsFile(): Plugin {
  return {
    name: 'client-in-its-file',
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^${CLIENT}$`) }, () => ({ path: CLIENT_FILE, external: true }));
    },
  };
}

/** An entry point that exports what these modules take from the client, and nothing else of it. */
export function clientEntryPoint(modules: Iterable<string>): Plugin {
  return {
    name: 'client-entry-point',
    setup({ onResolve, onLoad, initialOptions }) {
      onResolve({ filter: new RegExp(`^${CLIENT_NAME}$`) }, ({ path }) => ({ path, namespace: CLIENT_NAME }));
      onLoad({ filter: /.*/, namespace: CLIENT_NAME }, () => ({
        contents: `export { ${clientNames(modules).join(', ')} } from '${CLIENT}';`,
        loader: 'js',
        ...(initialOptions.absWorkingDir === undefined ? {} : { resolveDir: initialOptions.absWorkingDir }),
      }));
    },
  };
}

function clientNames(modules: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const module of modules) {
    for (const statement of parse(module, { sourceType: 'module' }).program.body) {
      if (statement.type !== 'ImportDeclaration' || statement.source.value !== CLIENT_FILE) continue;
      for (const specifier of statement.specifiers) {
        if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') {
          throw new Error(`expected imports of the client by name, found ${specifier.type}`);
        }
        names.add(specifier.imported.name);
      }
    }
  }
  return [...names].sort();
}
