import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { GivenFile } from '../../../results-parsers/verify/recorded-inputs.ts';
import type { ArchiveIdentity } from '../../../results-parsers/verify/verification.ts';
import { MAX_WAIVERS_FILE_BYTES } from '../../../results-parsers/waivers/read-waivers.ts';
import { beginningOfFile } from './beginning-of-file.ts';
import { STANDARD_INPUT } from './evaluate-input.ts';

/** Throws `INPUT_UNREADABLE` for a file that cannot be read. */
export async function givenFiles(files: readonly string[]): Promise<GivenFile[]> {
  const read = (file: string): Promise<Uint8Array> =>
    beginningOfFile(file, MAX_WAIVERS_FILE_BYTES + 1, 'a file of waivers');
  return await Promise.all(files.map(async (file) => ({ name: basename(file), bytes: await read(file) })));
}

/** Null for a directory or standard input, which would have to be read completely. */
export async function identityOfFile(input: string): Promise<ArchiveIdentity | null> {
  if (input === STANDARD_INPUT || !(await stat(input)).isFile()) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(input, { highWaterMark: 256 * 1024 })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
