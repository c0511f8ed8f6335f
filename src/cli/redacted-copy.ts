import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  type RedactedArchive,
  type RedactionOptions,
  redactArchive,
  redactDirectory,
} from '../../results-parsers/redaction/redact-archive.ts';
import { counted } from '../../results-parsers/verdict/counted.ts';
import { directoryEntries } from './directory-entries.ts';
import { STANDARD_INPUT } from './evaluate-input.ts';
import { refuseToReplace } from './refuse-to-replace.ts';

/**
 * Writes the redacted copy of an archive, whole or not at all. Resolves to what there is to tell of it; throws as redactArchive does, and
 * `USAGE` for a file that is there already.
 */
export async function writeRedactedCopy(
  archive: string,
  { output, force }: { output?: string; force?: boolean },
  options: RedactionOptions,
): Promise<string> {
  const target = output ?? `${nameOf(archive)}.redacted.tar.gz`;
  if (force !== true) await refuseToReplace(target);
  const { redaction, tar } = await redacted(archive, options);
  const part = `${target}.part`;
  const stop = (): void => void rm(part, { force: true }).finally(() => process.exit(130));
  process.once('SIGINT', stop);
  try {
    await pipeline(tar, createGzip({ level: 9 }), createWriteStream(part));
    await rename(part, target);
  } finally {
    process.off('SIGINT', stop);
    await rm(part, { force: true });
  }
  const { removed, reduced } = redaction;
  return `${target}: ${counted(removed.length, 'file')} removed, ${reduced.length} reduced; redaction.json in it lists them\n`;
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
