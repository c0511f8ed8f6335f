import { expect, test } from '@jest/globals';
import { waiverContext } from '../../../results-parsers/verdict/waived-specs.ts';

const versions = { server: null, e2e: null };
const cni = { name: null, version: null, reason: 'nothing tells', candidates: [] };

test('waivers are held against a network plugin only if one is known', () => {
  expect(waiverContext({ cni }, versions, null)).toEqual({ kubernetes: null, cni: null, day: null });
  expect(waiverContext({ cni: { ...cni, name: 'cilium', version: '1.20.2' } }, versions, '2026-11-22')).toEqual({
    kubernetes: null,
    cni: { name: 'cilium', version: '1.20.2' },
    day: '2026-11-22',
  });
});
