import { statSync } from 'node:fs';

/** Ten times an archive of nothing but NetworkPolicy specs. Unpacked, it has room many times over, whatever is in it. */
const SMALL_BYTES = 2 * 1024 ** 2;

/**
 * Whether an archive is too small for its evaluation to run out of memory, within the limits that are there by default. A thread for one
 * that is not takes a moment to start.
 */
export function cannotRunOut(archive: string): boolean {
  try {
    const found = statSync(archive);
    return found.isFile() && found.size <= SMALL_BYTES;
  } catch {
    // What cannot be looked at is told of at once.
    return true;
  }
}
