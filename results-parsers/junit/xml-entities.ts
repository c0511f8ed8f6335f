/** The entities of XML itself; JUnit files have no others. */
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ENTITY = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi;
/** Characters of the longest entity, such as `&#1114111;`. */
const LONGEST_ENTITY = 10;
const LAST_CODE_POINT = 0x10ffff;

/** Resolves entities in text that comes in pieces, which may end inside an entity. Anything else stays as it is. */
export class EntityResolver {
  #rest = '';

  write(text: string): string {
    const whole = this.#rest + text;
    const open = whole.lastIndexOf('&');
    const isCut = open >= 0 && whole.length - open < LONGEST_ENTITY && !whole.includes(';', open);
    this.#rest = isCut ? whole.slice(open) : '';
    return resolved(isCut ? whole.slice(0, open) : whole);
  }

  /** The rest of a piece that seemed to end inside an entity. */
  end(): string {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }
}

function resolved(text: string): string {
  return text.replace(ENTITY, (entity: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
    const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return codePoint > LAST_CODE_POINT ? entity : String.fromCodePoint(codePoint);
  });
}
