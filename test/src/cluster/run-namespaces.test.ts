import { expect, test } from '@jest/globals';
import { runOf } from '../../../src/cluster/run-mark.ts';
import { namespaceBody } from '../../../src/cluster/run-namespaces.ts';

const RUN = '0b1c2d3e-0000-4000-8000-000000000000';

test('a namespace of ours shows its purpose and its run, and additional labels do not override ours', () => {
  const labels = { 'scs-networking/run': 'another', team: 'a' };
  const { metadata } = namespaceBody({ runId: RUN, purpose: 'preflight', labels });
  expect(metadata?.name).toMatch(/^scs-preflight-0b1c2d3e-[0-9a-f]{6}$/);
  expect(metadata?.labels).toEqual({
    team: 'a',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'scs-networking/run': RUN,
  });
  expect(runOf(metadata)).toBe(RUN);
});

test('no two namespaces have the same name', () => {
  const names = Array.from({ length: 50 }, () => namespaceBody({ runId: RUN, purpose: 'a' }).metadata?.name);
  expect(new Set(names).size).toBe(50);
});
