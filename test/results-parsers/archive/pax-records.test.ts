import { describe, expect, test } from '@jest/globals';
import { paxRecords } from '../../../results-parsers/archive/pax-records.ts';

function record(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  const digits = String(rest + String(rest).length).length;
  return `${rest + digits} ${key}=${value}\n`;
}

describe('extended attributes', () => {
  test.each([
    ['none', '', {}],
    ['a path', record('path', 'a/b'), { path: 'a/b' }],
    ['a path of other letters', record('path', 'zwölf'), { path: 'zwölf' }],
    ['a path with an equals sign and a line end', record('path', 'a=b\nc'), { path: 'a=b\nc' }],
    ['a size', record('size', '12345'), { size: 12_345 }],
    ['others between them', record('mtime', '1.5') + record('path', 'x') + record('comment', ''), { path: 'x' }],
    ['a path twice, of which the last counts', record('path', 'x') + record('path', 'y'), { path: 'y' }],
  ])('are read: %s', (_what, text, expected) => {
    expect(paxRecords(Buffer.from(text))).toEqual(expected);
  });

  test.each([
    ['a length that is too long', '99 path=x\n'],
    ['a length that is too short', '5 path=x\n'],
    ['a length that is not a number', 'x path=x\n'],
    ['no length', ' path=x\n'],
    ['a length of endless digits', '0000000000000009 path=x\n'],
    ['a length of nothing', '0 \n'],
    ['no key', '7 abcd\n'],
    ['a size that is not a number', record('size', '-1')],
    ['a size without end', record('size', '9'.repeat(17))],
    ['zeros after them', `${record('path', 'x')}\0\0`],
    ['a cut', record('path', 'abc').slice(0, 5)],
  ])('that are not well-formed are not read: %s', (_what, text) => {
    expect(paxRecords(Buffer.from(text))).toBe(undefined);
  });
});
