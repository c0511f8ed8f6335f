import { createHash } from 'node:crypto';

/**
 * The digest of an unpacked archive: that of the lines `sha256sum` prints for its files, sorted by the bytes of their
 * paths. `find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum` prints the same.
 */
export function directoryDigest(sha256ByPath: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  const byBytes = [...sha256ByPath].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [path, sha256] of byBytes) hash.update(`${sha256}  ${path}\n`);
  return hash.digest('hex');
}
