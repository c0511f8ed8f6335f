import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { jsonFault } from '../../../../results-parsers/core/json/json-fault.ts';

describe('the fault in a text that is not JSON', () => {
  test.each([
    ['', 'line 1, column 1: expected a value, found the end'],
    ['not JSON', "line 1, column 1: expected a value, found 'not JSON'"],
    ['{"a": 1,}', "line 1, column 9: expected a key in double quotes, found '}'"],
    ['{\n  "a" 1}', "line 2, column 7: expected a colon, found '1}'"],
    ['{"a": 1 "b": 2}', 'line 1, column 9: expected a comma or }, found \'"b": 2}\''],
    ["{'a': 1}", "line 1, column 2: expected a key in double quotes, or }, found ''a': 1}'"],
    ['[1, 2', 'line 1, column 6: expected a comma or ], found the end'],
    ['[1, ]', "line 1, column 5: expected a value, found ']'"],
    ['[', 'line 1, column 2: expected a value or ], found the end'],
    ['{"a":', 'line 1, column 6: expected a value, found the end'],
    ['{} {}', "line 1, column 4: expected nothing after the document, found '{}'"],
    ['{"a": 01}', "line 1, column 8: expected a comma or }, found '1}'"],
    ['{"a": NaN}', "line 1, column 7: expected a value, found 'NaN}'"],
    [
      '{"a": "b\nc"}',
      "line 1, column 7: expected a text that ends on its line, with \\ before what JSON does not allow in it, found '\"b'",
    ],
    ['["\\x"]', 'line 1, column 2: expected a text that ends on its line'],
    ['["a', 'line 1, column 2: expected a text that ends on its line'],
    ['\ufeff{}', 'line 1, column 1: expected a value, found'],
  ])('is reported with its line and column: %j', (text, words) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonFault(text)).toContain(words);
  });

  test('exists exactly if JSON.parse refuses the text', () => {
    const parses = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '1', '-', ' ', '\n', 'e', '.'),
      )
      .map(([json, at, sign]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + sign + json.slice(sign === '' ? place + 1 : place);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged), (text) => {
        expect(jsonFault(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('is found in linear time, however deep the text is nested', () => {
    const startedAt = process.cpuUsage();
    expect(jsonFault('['.repeat(4e6))).toContain('column 4000001');
    expect(jsonFault(`["${'a'.repeat(8e6)}`)).toContain('column 2');
    expect(process.cpuUsage(startedAt).user / 1e6).toBeLessThan(5);
  });
});
