import { expect, test } from '@jest/globals';
import { treeOfCheckout } from './tree.ts';

test('the same files give the same git tree, unless there is no git', async () => {
  const [first, second] = [await treeOfCheckout(), await treeOfCheckout()];
  expect(first).toBe(second);
  if (first !== null) expect(first).toMatch(/^[0-9a-f]{40,64}$/);
});
