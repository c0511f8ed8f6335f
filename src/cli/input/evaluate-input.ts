import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import {
  type EvaluationOptions,
  evaluateArchive,
  evaluateDirectory,
} from '../../../results-parsers/evaluate/evaluate-archive.ts';
import { directoryEntries } from './directory-entries.ts';

export const STANDARD_INPUT = '-';

type InputOptions = Omit<EvaluationOptions, 'archiveName'> & Partial<Pick<EvaluationOptions, 'archiveName'>>;

/** Evaluates what a command line names: a file, a directory, or standard input. Its name, unless one is given, is the file's. */
export async function evaluateInput(input: string, options: InputOptions): Promise<Verdict> {
  if (input === STANDARD_INPUT) {
    return await evaluateArchive(process.stdin, { archiveName: 'standard input', ...options });
  }
  const named = { archiveName: basename(resolve(input)), ...options };
  return (await stat(input)).isDirectory()
    ? await evaluateDirectory(directoryEntries(input), named)
    : await evaluateArchive(createReadStream(input, { highWaterMark: 256 * 1024 }), named);
}
