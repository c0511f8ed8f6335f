import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { counted } from '../../../results-parsers/core/counted.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import {
  type RedactedArchive,
  type RedactionOptions,
  redactArchive,
  redactDirectory,
} from '../../../results-parsers/redaction/redact-archive.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import { directoryEntries } from '../input/directory-entries.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import { refuseToReplace } from './refuse-to-replace.ts';
import { writeWhole } from './write-whole.ts';

const STANDARD_OUTPUT = '-';

/** `text`: what there is to say of a redacted copy; it must not go where the copy goes. */
export type Redacted = { text: string; isPrinted: boolean };

/**
 * Writes the redacted copy of an archive, whole or not at all, or prints it where `-` takes the place of a file. Throws as redactArchive does,
 * and `USAGE` for a file that is there already, or for a terminal, which cannot show it.
 */
export async function writeRedactedCopy(
  archive: string,
  { output, force }: { output?: string; force?: boolean },
  options: RedactionOptions,
): Promise<Redacted> {
  const target = output ?? `${nameOf(archive)}.redacted.tar.gz`;
  const isPrinted = target === STANDARD_OUTPUT;
  if (isPrinted) refuseTerminal();
  else if (force !== true) await refuseToReplace(target);
  const { redaction, tar } = await redacted(archive, options);
  const gzip = createGzip({ level: 9 });
  if (isPrinted) await pipeline(tar, gzip, process.stdout, { end: false });
  else
    await writeWhole(
      target,
      force === true,
      async (part) => await pipeline(tar, gzip, createWriteStream(part, { flags: 'wx' })),
    );
  const { removed, unlisted, reduced } = redaction;
  const gone = removed.length + (unlisted?.files ?? 0);
  const counts = `${counted(gone, 'file')} removed, ${reduced.length} reduced`;
  const where = isPrinted ? 'standard output' : printable(target);
  return { text: `${where}: ${counts}; redaction.json in it says which\n`, isPrinted };
}

function refuseTerminal(): void {
  if (!process.stdout.isTTY) return;
  const message = 'expected a file or a pipe for --output -, found a terminal; name a file, or add > FILE';
  throw new ScsNetworkingError('USAGE', message);
}

async function redacted(archive: string, options: RedactionOptions): Promise<RedactedArchive> {
  if (archive === STANDARD_INPUT) return await redactArchive(process.stdin, options);
  return (await stat(archive)).isDirectory()
    ? await redactDirectory(directoryEntries(archive), options)
    : await redactArchive(createReadStream(archive, { highWaterMark: 256 * 1024 }), options);
}

function nameOf(archive: string): string {
  return archive === STANDARD_INPUT ? 'archive' : basename(resolve(archive)).replace(/\.(?:tar\.gz|tgz|tar)$/, '');
}
