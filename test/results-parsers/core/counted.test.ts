import { expect, test } from '@jest/globals';
import { allOf, counted } from '../../../results-parsers/core/counted.ts';

test.each([
  [0, '0 files', '0 tries'],
  [1, '1 file', '1 try'],
  [2, '2 files', '2 tries'],
])('a count of %i comes with a noun in its number', (count, file, tries) => {
  expect(counted(count, 'file')).toBe(file);
  expect(counted(count, 'try', 'tries')).toBe(tries);
});

test.each([
  [1, 'The one file', 'The one connection was'],
  [3, 'All 3 files', 'All 3 connections were'],
])('a sentence about every one of %i begins with their number', (count, files, connections) => {
  expect(allOf(count, 'file')).toBe(files);
  expect(allOf(count, 'connection was', 'connections were')).toBe(connections);
});
