import { createHash } from 'node:crypto';
import { readWrittenFile } from '../core/yaml/read-written-file.ts';
import type { DeclarationSet } from './declaration.ts';
import { DeclarationsFile } from './declarations-file.ts';

const WHAT = { what: 'file of declarations', example: 'plugin/declarations.example.yaml' };

/**
 * Reads a file of kind Declarations. `source` is how messages and reports call it. Throws `INPUT_UNREADABLE`, with the line of each
 * problem.
 */
export function readDeclarations(bytes: Uint8Array, source: string): DeclarationSet {
  const { declarations } = readWrittenFile(bytes, { ...WHAT, source }).checked(DeclarationsFile);
  return { source, sha256: createHash('sha256').update(bytes).digest('hex'), declarations };
}
