import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';
import type { Plugin } from 'esbuild';

/** What stands in the place of a schema until it is used; see src/cli/bundled/late-schema.ts. */
const HELPER = 'lateSchema';

/**
 * Makes the command line build each schema when it is first used: it has more than a hundred, building them all takes as long as starting
 * Node.js, and most archives need only a few. The sources, the library and the runner do not change.
 */
export function lateSchemas(helper: string): Plugin {
  return {
    name: 'late-schemas',
    setup({ onLoad }) {
      onLoad({ filter: /\/results-parsers\/.*\.ts$/ }, ({ path }) => {
        const contents = withLateSchemas(readFileSync(path, 'utf8'), helper);
        return contents === null ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}

/** The module with each schema at its top level made late; null: it has none. */
export function withLateSchemas(source: string, helper: string): string | null {
  if (!/^import \* as z from 'zod';$/m.test(source)) return null;
  const { program } = parse(source, { sourceType: 'module', plugins: ['typescript'] });
  const schemas = program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ init }) =>
      init && init.type === 'CallExpression' && rootOf(init) === 'z' ? [init] : [],
    );
  });
  if (schemas.length === 0) return null;
  const edits = schemas.flatMap(({ start, end }) => [
    { at: start ?? 0, text: `${HELPER}(() => ` },
    { at: end ?? 0, text: ')' },
  ]);
  const made = edits
    .toReversed()
    .reduce((text, edit) => text.slice(0, edit.at) + edit.text + text.slice(edit.at), source);
  return `import { ${HELPER} } from ${JSON.stringify(helper)};\n${made}`;
}

type Expression = Extract<
  ReturnType<typeof parse>['program']['body'][number],
  { type: 'ExpressionStatement' }
>['expression'];

/** The name that a chain of calls begins with, such as `z` of `z.string().min(1)`. */
function rootOf(node: { readonly type: string }): string | null {
  const expression = node as Expression;
  switch (expression.type) {
    case 'CallExpression':
      return rootOf(expression.callee);
    case 'MemberExpression':
      return rootOf(expression.object);
    case 'Identifier':
      return expression.name;
    default:
      return null;
  }
}
