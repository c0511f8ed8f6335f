import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import {
  type RedactedArchive,
  type RedactionOptions,
  redactArchive,
  redactDirectory,
} from '../../../results-parsers/redaction/redact-archive.ts';
import { directoryEntries } from '../input/directory-entries.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';

/** A redacted archive, compressed, and how many files were removed and reduced. */
export type CompressedRedaction = { bytes: AsyncIterable<Uint8Array>; removed: number; reduced: number };

/** Throws as redactArchive does, and what the file system says. */
export async function compressedRedaction(archive: string, options: RedactionOptions): Promise<CompressedRedaction> {
  const { redaction, tar } = await redacted(archive, options);
  const { removed, unlisted, reduced } = redaction;
  return {
    bytes: Readable.from(tar).compose(createGzip({ level: 9 })),
    removed: removed.length + (unlisted?.files ?? 0),
    reduced: reduced.length,
  };
}

async function redacted(archive: string, options: RedactionOptions): Promise<RedactedArchive> {
  if (archive === STANDARD_INPUT) return await redactArchive(process.stdin, options);
  return (await stat(archive)).isDirectory()
    ? await redactDirectory(directoryEntries(archive), options)
    : await redactArchive(createReadStream(archive, { highWaterMark: 256 * 1024 }), options);
}
