import { expect, test } from '@jest/globals';
import { hasSidecars } from '../../../../src/checks/network-policy-beyond-upstream/sidecar-support.ts';
import { answeringWith, asked } from '../../cluster/answering-api.ts';

test.each([
  ['28', false],
  ['29+', true],
  ['37', true],
])('of Kubernetes 1.%s it is known whether pods can have sidecars: %s', async (minor, expected) => {
  const answer = answeringWith({ '/version': { major: '1', minor, gitVersion: `v1.${minor}.0` } });
  expect(await asked(answer, hasSidecars)).toBe(expected);
});
