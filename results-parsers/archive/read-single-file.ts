import { createHash } from 'node:crypto';
import type { ArchiveReading, OpenFile } from './archive-reading.ts';
import { type ArchiveLimits, checkLimit, defaultArchiveLimits } from './limits.ts';

/** An XML document begins with `<`, after blanks and a byte order mark at most. */
const XML_START = /^\ufeff?\s*</;
/** Bytes that distinguish a JUnit file from a tar, which begins with a name, and from gzip. */
export const SNIFFED_BYTES = 64;

export function looksLikeXml(start: Uint8Array): boolean {
  // A tar may contain a file with such a name; its header is padded with zeros.
  return !start.includes(0) && XML_START.test(Buffer.from(start).toString('utf8'));
}

/** Reads a file that is not packed at all. */
export async function readSingleFile(
  input: AsyncIterable<Uint8Array>,
  path: string,
  openFile: OpenFile,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<ArchiveReading> {
  const sink = openFile(path);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of input) {
    bytes += chunk.length;
    checkLimit('compressedBytes', bytes, limits);
    checkLimit('entryBytes', bytes, limits);
    hash.update(chunk);
    sink?.write(chunk);
  }
  sink?.end();
  return { container: 'file', bytes, sha256: hash.digest('hex'), files: 1, problems: [] };
}
