import { stripVTControlCharacters } from 'node:util';

/** How much of ginkgo's last output explains a suite that ended without a result. */
const BYTES = 2_000;
/** Ginkgo marks each spec that the focus leaves out by an S: rows of up to thousands, before which everything else would be forgotten. */
const ROW_OF_SKIPPED = /S{8,}/g;
const SHORT_ROW = 'SSS…';

/** Keeps the end of an output that streams in, for people. */
export class LastOutput {
  /** As latin1, a character per byte: neither a chunk nor the limit ends where characters do. */
  #kept = '';

  push(chunk: Buffer): void {
    this.#kept = (this.#kept + chunk.toString('latin1')).replace(ROW_OF_SKIPPED, 'SSSS').slice(-BYTES);
  }

  get text(): string {
    const text = Buffer.from(this.#kept, 'latin1').toString('utf8');
    return stripVTControlCharacters(text).replace(/S{4,}/g, SHORT_ROW).trim();
  }
}
