import { print } from '../../terminal.ts';
import { exitCodes } from '../exit-codes.ts';
import { answerOutputErrors } from '../process/output.ts';

/** Lies beside the bundle: what these calls printed when it was built. */
export const KEPT_TEXTS_FILE = 'texts.json';
export const KEPT_CALLS = ['--version', '-V', '--help', '-h'] as const;

/** The width of the help if there is no terminal, such as when the bundle is built. */
const COLUMNS = 80;

/**
 * What the command line would print for this argument alone, so that people who ask for help need not wait until all commands are loaded.
 * Null: it is not known, for this terminal or at all.
 */
export function keptText(
  directory: string,
  call: string | undefined,
  { isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
): string | null {
  if (call === undefined || !KEPT_CALLS.some((kept) => kept === call)) return null;
  if (isTTY && columns !== COLUMNS) return null;
  try {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const text: unknown = JSON.parse(readFileSync(`${directory}/${KEPT_TEXTS_FILE}`, 'utf8'))[call];
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

/** Prints the text in place of the command line. */
export async function printKeptText(text: string): Promise<void> {
  process.exitCode = exitCodes.defect;
  answerOutputErrors(process.stdout, process.stderr);
  print(text);
  process.exitCode = exitCodes.compliant;
}
