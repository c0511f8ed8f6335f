import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { yamlProblem, yamlWords } from '../../../../results-parsers/core/yaml/yaml-problem.ts';
import { readWaivers } from '../../../../results-parsers/waivers/read-waivers.ts';

function problemIn(text: string): string {
  try {
    readWaivers(Buffer.from(text), 'mine.yaml');
  } catch (error) {
    return (error as Error).message.split('\n')[1]?.trim() ?? '';
  }
  return 'none';
}

describe('what is wrong with a YAML file', () => {
  test.each([
    ['a: "b\n', 'line 2, column 1: expected the quotes or the bracket that ends what an earlier line begins'],
    ["a: 'b", 'line 1, column 6: expected the quotes that end a text, found the end of the document'],
    ['a:\n\t- b\n', 'line 2, column 1: expected spaces before an entry, found a tab'],
    ['a: b: c\n', 'line 1, column 5: expected a key of the same mapping'],
    ['a: 1\na: 2\n', 'line 2, column 1: expected each key once in a mapping, found one a second time'],
    ['a: [1 2, 3: [}\n', 'line 1, column 14: expected'],
    ['a: ["1" "2"]\n', 'line 1, column 9: expected a comma between the parts of a list or mapping, found none'],
    ['a: [1, , 2]\n', 'line 1, column 8: expected a value before a comma, found none'],
    ['{"a": 1', 'line 1, column 8: expected the bracket that ends a list or mapping, found the end of the document'],
    ['a: "\\q"\n', 'line 1, column 6: expected an escape (\\) that YAML has, found another one; use single quotes'],
    ['a: |9x\n b\n', 'line 1, column 6: expected a line break after | or >, found more'],
    ['@a: 1', 'line 1, column 1: expected the end of the document, found more'],
    ['%YAML 3.0\n---\na: 1\n', 'line 2, column 1: expected no line that begins with %, found one'],
    ['a: \u0007\n', 'line 1, column 4: expected printable characters, found another one'],
  ])('is reported with its line and column, in our own words: %j', (text, words) => {
    expect(problemIn(text)).toContain(words);
  });

  test('is never reported in the words of the library', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('js-yaml'), 'utf8');
    const messages = [...source.matchAll(/throwError\w*\(state, (["`])((?:\\.|(?!\1).)+)\1/g)].map(
      ([, , text = '']) => text,
    );
    expect(messages.length).toBeGreaterThan(50);
    const told = messages.map((message) => [message, yamlWords(message)] as const);
    expect(told.filter(([message, words]) => words.includes(message))).toEqual([]);
    expect(told.filter(([, words]) => !/^expected .+, found /.test(words))).toEqual([]);
    // The other messages of the library need a tag or an event that our files cannot contain.
    const unknown = told.filter(([, words]) => words === yamlProblem(new Error('x'))).map(([message]) => message);
    expect(unknown.filter((message) => !/merg|incomplete mapping pair/.test(message))).toEqual([]);
  });
});
