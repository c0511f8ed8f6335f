/** What a JSON document may cost. A value takes several times its bytes in memory once it is parsed, so values are counted, too. */
export type JsonLimits = {
  bytes: number;
  /** Objects, lists, and what is in them. */
  values: number;
};

/** Lists and objects inside each other; the documents we read have ten. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_LIST = 0x5b;
const CLOSING_LIST = 0x5d;
const OPENING_OBJECT = 0x7b;
const CLOSING_OBJECT = 0x7d;

/** Measures a JSON document while its bytes arrive, before anything is made of them. */
export class JsonSize {
  readonly #limits: JsonLimits;
  #bytes = 0;
  #values = 1;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #excess: string | null = null;

  constructor(limits: JsonLimits) {
    this.#limits = limits;
  }

  /** The limit that the document exceeds; null: none so far. */
  get excess(): string | null {
    return this.#excess;
  }

  add(bytes: Uint8Array): void {
    if (this.#excess !== null) return;
    this.#bytes += bytes.length;
    if (this.#bytes > this.#limits.bytes) this.#excess = `it is larger than ${this.#limits.bytes} bytes`;
    else this.#count(bytes);
  }

  #count(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      if (this.#inText) {
        at = this.#endOfText(bytes, at);
        continue;
      }
      switch (bytes[at]) {
        case QUOTE:
          this.#inText = true;
          break;
        case COMMA:
          this.#values += 1;
          break;
        case OPENING_LIST:
        case OPENING_OBJECT:
          this.#values += 1;
          this.#depth += 1;
          break;
        case CLOSING_LIST:
        case CLOSING_OBJECT:
          this.#depth -= 1;
          break;
        default:
      }
      if (this.#depth > MAX_DEPTH) break;
    }
    if (this.#values > this.#limits.values) this.#excess = `it has more than ${this.#limits.values} values`;
    if (this.#depth > MAX_DEPTH) this.#excess = `it has more than ${MAX_DEPTH} lists and objects inside each other`;
  }

  /** The place of the quote that ends the text which is read at `start`, or the end of the bytes. */
  #endOfText(bytes: Uint8Array, start: number): number {
    let at = start;
    for (; at < bytes.length; at += 1) {
      if (this.#escaped) this.#escaped = false;
      else if (bytes[at] === BACKSLASH) this.#escaped = true;
      else if (bytes[at] === QUOTE) {
        this.#inText = false;
        break;
      }
    }
    return at;
  }
}

/** The limit that the document exceeds; null: none. */
export function excessOf(document: Uint8Array, limits: JsonLimits): string | null {
  const size = new JsonSize(limits);
  size.add(document);
  return size.excess;
}
