import { expect, test } from '@jest/globals';
import { age } from '../../../src/sonobuoy/age.ts';

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [119, '119 seconds'],
  [120, '2 minutes'],
  [7200, '2 hours'],
])('%i seconds are an age of %j', (seconds, text) => {
  expect(age(seconds * 1000)).toBe(text);
});
