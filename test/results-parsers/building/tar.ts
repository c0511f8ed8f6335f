import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

type EntryType = Exclude<Header['type'], 'Unsupported'>;

export type TarMember = { path: string; content?: string | Buffer; type?: EntryType; linkpath?: string };

const BLOCK = 512;

/** One member: header, content, padding. */
export function tarMember({ path, content = '', type = 'File', linkpath }: TarMember): Buffer {
  const body = Buffer.from(content);
  const header = new Header({
    path,
    mode: 0o644,
    size: body.length,
    type,
    ...(linkpath === undefined ? {} : { linkpath }),
  });
  header.encode();
  const padding = Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK);
  return Buffer.concat([header.block ?? Buffer.alloc(0), body, padding]);
}

export const END_OF_TAR: Buffer = Buffer.alloc(2 * BLOCK);

export function tarOf(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(tarMember), END_OF_TAR]);
}

export function tarGzOf(members: readonly TarMember[]): Buffer {
  return gzipSync(tarOf(members));
}

/** The bytes as a stream of chunks of the given size. */
export async function* streamed(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
