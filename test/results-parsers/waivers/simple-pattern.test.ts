import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isFoundIn, parseSimplePattern, widened } from '../../../results-parsers/waivers/simple-pattern.ts';

function search(pattern: string, name: string): boolean | undefined {
  const parsed = parseSimplePattern(pattern);
  return parsed && isFoundIn(parsed, name);
}

describe('a pattern', () => {
  test.each<[string, string, boolean]>([
    ['b', 'abc', true],
    ['d', 'abc', false],
    ['a.c', 'abc', true],
    ['a.c', 'ac', false],
    ['c.', 'abc', false],
    ['a.*c', 'ac', true],
    ['a.*b.*c', 'a c b c', true],
    ['a.*b.*c', 'a c b', false],
    ['b.*b', 'abc', false],
    ['^b', 'abc', false],
    ['^a', 'abc', true],
    ['^abcd', 'abc', false],
    ['^.', '', false],
    ['^.*c', 'abc', true],
    ['b$', 'abc', false],
    ['c$', 'abc c', true],
    ['a.*c$', 'abc cd', false],
    ['ab.*bc$', 'abc', false],
    ['^abc$', 'abc', true],
    ['^abc$', 'abcabc', false],
    ['^a.*c$', 'abc', true],
    ['a.*$', 'abc', true],
    ['\\[Feature:X\\]', '[Feature:X]', true],
    ['a\\.c', 'abc', false],
    ['a\\$', 'a$', true],
  ])('%j matches %j: %p', (pattern, name, found) => {
    expect(search(pattern, name)).toBe(found);
  });

  test.each(['a*', 'a+', 'a?', '(a)', 'a|b', '[ab]', 'a{2}', '\\d', '\\bword', 'a^b', 'a$b', 'a\\', '.*?', '.**'])(
    'such as %j is not supported',
    (pattern) => {
      expect(parseSimplePattern(pattern)).toBeUndefined();
    },
  );

  test('matches wherever JavaScript matches it', () => {
    const token = fc.constantFrom('a', 'b', ' ', '.', '.*', '\\.', '\\[');
    const pattern = fc
      .tuple(fc.constantFrom('', '^'), fc.array(token, { maxLength: 6 }), fc.constantFrom('', '$'))
      .map(([start, tokens, end]) => start + tokens.join('') + end);
    const name = fc.array(fc.constantFrom('a', 'b', ' ', '.', '['), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, name, (regex, text) => {
        expect(search(regex, text)).toBe(new RegExp(regex).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('that would keep a backtracking engine busy for years is matched quickly', () => {
    expect(search(`${'.*a'.repeat(150)}.*b`, 'a'.repeat(500))).toBe(false);
  });
});

describe('a widened pattern', () => {
  test.each([
    'Services should (be able to|not) change the type',
    'Services should (?:be able to|not [)]) change',
    '(?P<word>a(b)*c) change',
    'chang(e|ing)? the',
    'ch[ae]nge the \\w+',
    'x{2}change the',
    'the [^]a]*type$',
    '^Services.*?type',
    'Services\\b.*',
  ])('%j matches everything that the original may match, but not every name', (regex) => {
    const pattern = widened(regex);
    expect(pattern && isFoundIn(pattern, 'Services should not change the type')).toBe(true);
    expect(pattern && isFoundIn(pattern, 'Netpol NetworkPolicy between server and client')).toBe(false);
  });

  test.each(['(?i)services', 'a|b', '(?s:a.b)', 'a(b', '[ab', 'a)', 'a\\', '\\x41', '(a)\\1', '**'])(
    'does not exist for %j, because what that matches is not clear',
    (regex) => {
      expect(widened(regex)).toBeUndefined();
    },
  );

  test('matches wherever JavaScript matches the regular expression', () => {
    const tokens = [
      'a',
      'b',
      '.',
      '.*',
      'a*',
      'b+',
      '(a|b)',
      '(ab)?',
      '(?:a|)',
      '[ab]',
      '[^a]+',
      'a{0,2}',
      '\\b',
      '\\w',
      '^',
      '$',
      'b??',
    ];
    const pattern = fc.array(fc.constantFrom(...tokens), { maxLength: 6 }).map((parts) => parts.join(''));
    const name = fc.array(fc.constantFrom('a', 'b', ' '), { maxLength: 8 }).map((parts) => parts.join(''));
    let found = 0;
    fc.assert(
      fc.property(pattern, name, (regex, text) => {
        const wide = widened(regex);
        if (!new RegExp(regex).test(text)) return;
        found += 1;
        expect(wide && isFoundIn(wide, text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(200);
  });
});
