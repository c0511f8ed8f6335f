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
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

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

  /** What the document has too much of; null: nothing so far. */
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
    for (const byte of bytes) {
      if (this.#inText) this.#readText(byte);
      else if (byte === QUOTE) this.#inText = true;
      else if (byte === COMMA) this.#values += 1;
      else if (OPENING.has(byte)) {
        this.#values += 1;
        this.#depth += 1;
        if (this.#depth > MAX_DEPTH) break;
      } else if (CLOSING.has(byte)) this.#depth -= 1;
    }
    if (this.#values > this.#limits.values) this.#excess = `it has more than ${this.#limits.values} values`;
    if (this.#depth > MAX_DEPTH) this.#excess = `it has more than ${MAX_DEPTH} lists and objects inside each other`;
  }

  #readText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
  }
}

/** What the document has too much of; null: nothing. */
export function excessOf(document: Uint8Array, limits: JsonLimits): string | null {
  const size = new JsonSize(limits);
  size.add(document);
  return size.excess;
}
