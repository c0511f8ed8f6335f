import { createHash } from 'node:crypto';
import type { FileSink } from './tar-reader.ts';

/** Size and SHA-256 (hexadecimal) of a file. */
export type Digest = { bytes: number; sha256: string };

/** Passes the bytes on and reports their digest when all have come. */
export function digested(sink: FileSink | undefined, report: (digest: Digest) => void): FileSink {
  const hash = createHash('sha256');
  let length = 0;
  return {
    write(bytes) {
      hash.update(bytes);
      length += bytes.length;
      sink?.write(bytes);
    },
    end() {
      sink?.end();
      report({ bytes: length, sha256: hash.digest('hex') });
    },
  };
}
