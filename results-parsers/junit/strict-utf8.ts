import { Utf8Stream } from '../core/text/utf8-stream.ts';

/** Decodes UTF-8 piece by piece and stops at the first byte that is not valid. */
export class StrictUtf8 {
  readonly #decoder = new Utf8Stream({ fatal: true });
  #valid = true;

  get valid(): boolean {
    return this.#valid;
  }

  /** The text of the bytes, up to the first that are not valid. */
  decode(bytes: Uint8Array): string {
    if (!this.#valid) return '';
    try {
      return this.#decoder.decode(bytes);
    } catch {
      this.#valid = false;
      return new TextDecoder().decode(bytes).split('\ufffd')[0] ?? '';
    }
  }

  /** To be called at the end: a character may be cut off. */
  end(): void {
    try {
      if (this.#valid) this.#decoder.end();
    } catch {
      this.#valid = false;
    }
  }
}
