import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import {
  type EvaluationOptions,
  evaluateArchive,
  evaluateDirectory,
} from '../../../results-parsers/evaluate/evaluate-archive.ts';
import { isInStore, locationOf } from '../store/location.ts';
import { directoryEntries } from './directory-entries.ts';

export const STANDARD_INPUT = '-';

type InputOptions = Omit<EvaluationOptions, 'archiveName'> & Partial<Pick<EvaluationOptions, 'archiveName'>>;

/** Evaluates what a command line names: a file, a directory, an object of a store, or standard input. Its name, unless one is given, is the file's. */
export async function evaluateInput(input: string, options: InputOptions): Promise<Verdict> {
  if (input === STANDARD_INPUT) {
    return await evaluateArchive(process.stdin, { archiveName: 'standard input', ...options });
  }
  const named = { archiveName: basename(resolve(input)), ...options };
  if (isInStore(input)) {
    const { ObjectStore } = await import('../store/object-store.ts');
    return await evaluateArchive(new ObjectStore().read(locationOf(input)), named);
  }
  return (await stat(input)).isDirectory()
    ? await evaluateDirectory(directoryEntries(input), named)
    : await evaluateArchive(createReadStream(input, { highWaterMark: 256 * 1024 }), named);
}
