/** A folded section: items between an opening and a closing, as many as there is room for. */
export type Section = {
  open: string;
  items: readonly string[];
  close: string;
  /** Stands for the items for which there was no room. */
  left: (count: number) => string;
};

/** A text of at most so many bytes in UTF-8, which are never fewer than its characters. What is added first gets room first. */
export class BoundedText {
  readonly #end: string;
  #room: number;
  #text = '';

  /** `end` always gets room. */
  constructor(bytes: number, end: string) {
    this.#end = end;
    this.#room = bytes - Buffer.byteLength(end);
  }

  /** False: there was no room for it. */
  add(text: string): boolean {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#room) return false;
    this.#room -= bytes;
    this.#text += text;
    return true;
  }

  addSection({ open, items, close, left }: Section): void {
    const rest = Buffer.byteLength(close) + Buffer.byteLength(left(items.length));
    if (Buffer.byteLength(open) + rest > this.#room || !this.add(open)) return;
    this.#room -= rest;
    const unfit = items.findIndex((item) => !this.add(item));
    this.#room += rest;
    if (unfit >= 0) this.add(left(items.length - unfit));
    this.add(close);
  }

  toString(): string {
    return this.#text + this.#end;
  }
}
