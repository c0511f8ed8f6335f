import { statSync } from 'node:fs';

/** Ten times an archive of only NetworkPolicy specs. Memory is enough for many times its unpacked size, whatever is in it. */
const SMALL_BYTES = 2 * 1024 ** 2;

/**
 * Whether an archive is too small for its evaluation to run out of memory within the default limits. Larger ones need a thread, which takes a
 * moment to start.
 */
export function cannotRunOut(archive: string): boolean {
  try {
    const found = statSync(archive);
    return found.isFile() && found.size <= SMALL_BYTES;
  } catch {
    // An archive that cannot be read is reported at once.
    return true;
  }
}
