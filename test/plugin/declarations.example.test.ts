import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DeclarableClause } from '../../results-parsers/declarations/declaration.ts';
import { readDeclarations } from '../../results-parsers/declarations/read-declarations.ts';

test('the example of a file of declarations is valid, and declares every clause that can be declared', () => {
  const bytes = readFileSync(new URL('../../plugin/declarations.example.yaml', import.meta.url));
  const { declarations } = readDeclarations(bytes, 'declarations.example.yaml');
  expect(declarations.map(({ clause }) => clause)).toEqual(DeclarableClause.options);
});
