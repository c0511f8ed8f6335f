import { Header } from 'tar/header';
import type { KeptContent } from './kept-content.ts';

const BLOCK_BYTES = 512;
/** Two empty blocks end a tar. */
export const END_OF_TAR: Uint8Array = new Uint8Array(2 * BLOCK_BYTES);

/** A file as it stands in a tar. The same path and content are always the same bytes: no times, no owners. */
export function* tarFile(path: string, content: KeptContent): Generator<Uint8Array> {
  const header = new Header({
    path,
    size: content.length,
    type: 'File',
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: new Date(0),
  });
  const needsPax = header.encode();
  if (needsPax) yield* longName(path);
  yield blockOf(header);
  yield* content.chunks();
  yield padding(content.length);
}

/** A name that does not fit into a header precedes it as an extended attribute. */
function longName(path: string): Uint8Array[] {
  const record = paxRecord('path', path);
  const header = new Header({
    path: 'name',
    size: record.length,
    type: 'ExtendedHeader',
    mode: 0o644,
    mtime: new Date(0),
  });
  header.encode();
  return [blockOf(header), record, padding(record.length)];
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length + rest > length) length += 1;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function blockOf({ block }: Header): Uint8Array {
  return block ?? new Uint8Array(BLOCK_BYTES);
}

function padding(bytes: number): Uint8Array {
  return new Uint8Array((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}
