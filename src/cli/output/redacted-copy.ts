import { createWriteStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { counted } from '../../../results-parsers/core/counted.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { RedactionOptions } from '../../../results-parsers/redaction/redact-archive.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import { cannotRunOut } from '../evaluate/cannot-run-out.ts';
import { type CompressedRedaction, compressedRedaction } from '../evaluate/redacted-archive.ts';
import { redactedByThread } from '../evaluate/redacted-by-thread.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import { printedBytes } from './printed-bytes.ts';
import { refuseToReplace } from './refuse-to-replace.ts';
import { writeWhole } from './write-whole.ts';

const STANDARD_OUTPUT = '-';

/** `text`: the report about a redacted copy; it must not go where the copy goes. */
export type Redacted = { text: string; isPrinted: boolean };

/**
 * Writes the redacted copy of an archive, whole or not at all, or prints it if `-` takes the place of a file. Undefined: standard output did
 * not take all of it. Throws as redactArchive does, and `USAGE` for a file that is there already, or for a terminal, which cannot show it.
 */
export async function writeRedactedCopy(
  archive: string,
  { output, force }: { output?: string; force?: boolean },
  options: RedactionOptions,
): Promise<Redacted | undefined> {
  const target = output ?? `${nameOf(archive)}.redacted.tar.gz`;
  const isPrinted = target === STANDARD_OUTPUT;
  if (isPrinted) refuseTerminal();
  else if (force !== true) await refuseToReplace(target);
  const write = async ({ bytes, removed, reduced }: CompressedRedaction): Promise<Redacted | undefined> => {
    if (isPrinted) {
      if (!(await printedBytes(bytes))) return undefined;
    } else {
      await writeWhole(
        target,
        force === true,
        async (part) => await pipeline(bytes, createWriteStream(part, { flags: 'wx' })),
      );
    }
    const counts = `${counted(removed, 'file')} removed, ${reduced} reduced`;
    const where = isPrinted ? 'standard output' : printable(target);
    return { text: `${where}: ${counts}; redaction.json in it says which\n`, isPrinted };
  };
  const isSmall = archive !== STANDARD_INPUT && Object.keys(options.limits ?? {}).length === 0 && cannotRunOut(archive);
  return isSmall
    ? await write(await compressedRedaction(archive, options))
    : await redactedByThread(archive, options, write);
}

function refuseTerminal(): void {
  if (!process.stdout.isTTY) return;
  const message = 'expected a file or a pipe for --output -, found a terminal; name a file, or add > FILE';
  throw new ScsNetworkingError('USAGE', message);
}

function nameOf(archive: string): string {
  return archive === STANDARD_INPUT ? 'archive' : basename(resolve(archive)).replace(/\.(?:tar\.gz|tgz|tar)$/, '');
}
