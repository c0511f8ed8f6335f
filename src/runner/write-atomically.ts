import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file whole or not at all. Throws what kept it from being written. */
export function writeAtomically(file: string, content: string): void {
  const partial = `${file}.partial`;
  try {
    writeFileSync(partial, content, { mode: 0o644 });
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
