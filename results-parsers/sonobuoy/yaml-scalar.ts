const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  // A line that is folded without a blank.
  '\n': '',
};
/** An escape sequence, or the end of a line, which stands for a blank. */
const ESCAPE_OR_LINE_END = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))|\n/g;
/** Anything that does not begin a plain scalar, or that holds a comment or a key. */
const NOT_PLAIN = /^[-?:](?:$|\s)|^[|>&*!%@`[\]{},#]| #|:(?:\s|$)/;
const LAST_CODE_POINT = 0x10_ff_ff;

/**
 * The text of a scalar as Go's yaml package writes it: plain, in single or in double quotes, and folded. `lines` are without the blanks around
 * them. Null: it is in another form.
 */
export function yamlScalar(lines: readonly string[]): string | null {
  const [first = ''] = lines;
  // In a folded scalar an empty line is a line end of its text.
  if (lines.includes('')) return null;
  if (first.startsWith('"')) return doubleQuoted(lines.join('\n'));
  const text = lines.join(' ');
  if (first.startsWith("'")) return singleQuoted(text);
  return NOT_PLAIN.test(text) ? null : text;
}

function singleQuoted(text: string): string | null {
  const inner = text.slice(1, -1);
  if (text.length < 2 || !text.endsWith("'") || inner.replaceAll("''", '').includes("'")) return null;
  return inner.replaceAll("''", "'");
}

function doubleQuoted(text: string): string | null {
  const inner = text.slice(1, -1);
  let isKnown = text.length > 1 && text.endsWith('"') && !/["\\]/.test(inner.replace(/\\[\s\S]/g, ''));
  const decoded = inner.replace(ESCAPE_OR_LINE_END, (all: string, ...groups: (string | undefined)[]) => {
    if (all === '\n') return ' ';
    const [x, u, U, character = ''] = groups;
    const hexadecimal = x ?? u ?? U;
    if (hexadecimal === undefined) {
      isKnown &&= Object.hasOwn(ESCAPES, character);
      return ESCAPES[character] ?? '';
    }
    const code = Number.parseInt(hexadecimal, 16);
    isKnown &&= code <= LAST_CODE_POINT;
    return isKnown ? String.fromCodePoint(code) : '';
  });
  return isKnown ? decoded : null;
}
