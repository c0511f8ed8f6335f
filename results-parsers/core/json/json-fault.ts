import { foundText } from '../text/found-text.ts';

const MARK_OR_WORD = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BLANKS = /[ \t\n\r]*/y;

/** What may come next. */
type Expectation = 'value' | 'value or ]' | 'key or }' | 'key' | ':' | ', or }' | ', or ]' | 'end';

const WORDS: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  'key or }': 'a key in double quotes, or }',
  key: 'a key in double quotes',
  ':': 'a colon',
  ', or }': 'a comma or }',
  ', or ]': 'a comma or ]',
  end: 'nothing after the document',
};
const TEXT = 'a text that ends on its line, with \\ before what JSON does not allow in it';

/** What is wrong with a text that is not JSON: `line 3, column 7: expected a colon, found '='`. Undefined: it is JSON. */
export function jsonFault(text: string): string | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  for (let at = endOf(BLANKS, text, 0) ?? 0; at < text.length; ) {
    const isText = text[at] === '"';
    const end = isText ? endOfText(text, at) : endOf(MARK_OR_WORD, text, at);
    const next = after(expected, isText ? '"' : text.slice(at, end), open);
    if (next === undefined) return faultAt(text, at, WORDS[expected]);
    if (end === undefined) return faultAt(text, at, isText ? TEXT : WORDS[expected]);
    expected = next;
    at = endOf(BLANKS, text, end) ?? end;
  }
  return expected === 'end' ? undefined : faultAt(text, text.length, WORDS[expected]);
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Undefined: it does not end, or holds a character that is not allowed. One expression for all of it would need memory for each character. */
function endOfText(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; ) {
    const character = text.charCodeAt(at);
    if (character === QUOTES) return at + 1;
    const next = character === BACKSLASH ? endOf(ESCAPE, text, at) : at + 1;
    if (next === undefined || character < BLANK) return undefined;
    at = next;
  }
  return undefined;
}

const QUOTES = 0x22;
const BACKSLASH = 0x5c;
const BLANK = 0x20;

/** What may come after a mark; `open` is kept up to date. Undefined: the mark itself may not come here. */
function after(expected: Expectation, token: string, open: ('{' | '[')[]): Expectation | undefined {
  switch (expected) {
    case 'key or }':
    case 'key':
      if (token === '"') return ':';
      return token === '}' && expected === 'key or }' ? closed(open) : undefined;
    case ':':
      return token === ':' ? 'value' : undefined;
    case ', or }':
      if (token === ',') return 'key';
      return token === '}' ? closed(open) : undefined;
    case ', or ]':
      if (token === ',') return 'value';
      return token === ']' ? closed(open) : undefined;
    case 'value or ]':
    case 'value':
      if (token === ']' && expected === 'value or ]') return closed(open);
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'key or }' : 'value or ]';
      }
      return /^[}\],:]$/.test(token) ? undefined : afterValue(open);
    case 'end':
      return undefined;
    default:
      return expected satisfies never;
  }
}

function closed(open: ('{' | '[')[]): Expectation {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly ('{' | '[')[]): Expectation {
  const innermost = open.at(-1);
  if (innermost === undefined) return 'end';
  return innermost === '{' ? ', or }' : ', or ]';
}

const SHOWN = 20;

function faultAt(text: string, at: number, expected: string): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const found = at === text.length ? 'the end' : foundText(text.slice(at, at + SHOWN).split('\n')[0]);
  return `line ${line}, column ${column}: expected ${expected}, found ${found}`;
}
