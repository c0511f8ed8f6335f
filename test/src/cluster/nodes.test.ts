import { expect, test } from '@jest/globals';
import { coresOf } from '../../../src/cluster/nodes.ts';

test.each([
  ['2', 2],
  ['1900m', 1.9],
  ['0', 0],
  ['0.5', 0.5],
  ['many', 0],
])('a CPU quantity of %s is %s cores', (quantity, cores) => {
  expect(coresOf(quantity)).toBe(cores);
});
