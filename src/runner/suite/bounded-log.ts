import { closeSync, openSync, writeSync } from 'node:fs';

/** A run whose specs all fail writes some 5 MB; reports of interrupted processes add megabytes, not hundreds of them. */
const MOST_BYTES = 128 * 1024 * 1024;

/** A log file that never stops the run: it ends at a size, or where the volume is full. */
export class BoundedLog {
  #descriptor: number | null;
  #room = MOST_BYTES;
  readonly #onFull: () => void;

  /** @param onFull called when the volume has no room for more of the log */
  constructor(path: string, onFull: () => void) {
    this.#onFull = onFull;
    try {
      this.#descriptor = openSync(path, 'w', 0o644);
    } catch {
      this.#descriptor = null;
    }
  }

  write(chunk: Uint8Array): void {
    if (this.#descriptor === null) return;
    try {
      const kept = chunk.subarray(0, this.#room);
      for (let offset = 0; offset < kept.length; ) offset += writeSync(this.#descriptor, kept, offset);
      this.#room -= kept.length;
      if (this.#room > 0) return;
      writeSync(this.#descriptor, `\nscs-networking: the log ends here, at ${MOST_BYTES} bytes\n`);
    } catch {
      // What is written so far stays.
      this.#onFull();
    }
    this.close();
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}
