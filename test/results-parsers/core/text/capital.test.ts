import { expect, test } from '@jest/globals';
import { capital } from '../../../../results-parsers/core/text/capital.ts';

test.each([
  ['allow', 'Allow'],
  ['at its own address', 'At its own address'],
  ['API', 'API'],
  ['', ''],
])('only the first letter of %j becomes a capital: %j', (text, expected) => {
  expect(capital(text)).toBe(expected);
});
