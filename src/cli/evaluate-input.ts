import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import {
  type EvaluationOptions,
  evaluateArchive,
  evaluateDirectory,
  type Verdict,
} from '../../results-parsers/index.ts';
import { directoryEntries } from './directory-entries.ts';

const STANDARD_INPUT = '-';

/** Evaluates what a command line names: a file, a directory, or standard input. */
export async function evaluateInput(input: string, options: Omit<EvaluationOptions, 'archiveName'>): Promise<Verdict> {
  if (input === STANDARD_INPUT) {
    return await evaluateArchive(process.stdin, { ...options, archiveName: 'standard input' });
  }
  const named = { ...options, archiveName: basename(resolve(input)) };
  return (await stat(input)).isDirectory()
    ? await evaluateDirectory(directoryEntries(input), named)
    : await evaluateArchive(createReadStream(input, { highWaterMark: 256 * 1024 }), named);
}
