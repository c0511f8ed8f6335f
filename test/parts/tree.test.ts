import { expect, test } from '@jest/globals';
import { treeOfCheckout } from './tree.ts';

test('the same files are the same tree, as git names one, or there is no git', async () => {
  const [first, second] = [await treeOfCheckout(), await treeOfCheckout()];
  expect(first).toBe(second);
  if (first !== null) expect(first).toMatch(/^[0-9a-f]{40,64}$/);
});
