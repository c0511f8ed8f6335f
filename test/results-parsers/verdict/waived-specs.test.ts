import { expect, test } from '@jest/globals';
import { waiverContext } from '../../../results-parsers/verdict/waived-specs.ts';

const versions = { server: null, e2e: null };
const cni = { name: null, version: null, reason: 'nothing shows one', candidates: [] };

test('waivers are compared with the network plugin only if it is known', () => {
  expect(waiverContext({ cni }, versions, null)).toEqual({ kubernetes: null, cni: null, day: null });
  expect(waiverContext({ cni: { ...cni, name: 'cilium', version: '1.20.2' } }, versions, '2026-11-22')).toEqual({
    kubernetes: null,
    cni: { name: 'cilium', version: '1.20.2' },
    day: '2026-11-22',
  });
});
