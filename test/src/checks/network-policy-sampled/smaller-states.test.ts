import { expect, test } from '@jest/globals';
import { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import type { State } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { policy } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { sampledState } from '../../../../src/checks/network-policy-sampled/sampled-state.ts';
import { smallerStates } from '../../../../src/checks/network-policy-sampled/smaller-states.ts';
import { simulatedArena } from '../network-policy-beyond-upstream/simulated-engine.ts';

const arena = simulatedArena();
const states = Array.from({ length: 100 }, (_, number) => sampledState(arena, 3, number));

/** The number of values in a document. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === undefined ? 0 : 1;
  return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 1);
}

test('each smaller state has fewer values, so shrinking ends', () => {
  for (const state of states)
    for (const smaller of smallerStates(state)) expect(sizeOf(smaller)).toBeLessThan(sizeOf(state));
});

test('smaller states consist of policies that the API server accepts', () => {
  for (const { policies } of states.flatMap(smallerStates)) {
    for (const each of policies) expect(NetworkPolicy.safeParse(each).error).toBeUndefined();
  }
});

test('everything can be removed', () => {
  const state: State = {
    policies: [
      policy('x', {
        podSelector: {
          matchLabels: { pod: 'x-a' },
          matchExpressions: [{ key: 'team', operator: 'In', values: ['blue', 'red'] }],
        },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.1/32', '10.0.0.2/32'] } }],
            ports: [{ port: 80, endPort: 82 }, { port: 'web' }],
          },
        ],
        egress: [{ to: [{ podSelector: {}, namespaceSelector: { matchLabels: { side: 'y' } } }], ports: [] }],
      }),
    ],
    podLabels: { 'x/x-a': { role: 'friend' } },
    namespaceLabels: { y: { role: 'guest' } },
  };
  const specs = smallerStates(state).flatMap(({ policies }) => policies.map(({ spec }) => spec));
  const seen = (fits: (spec: (typeof specs)[number]) => boolean): boolean => specs.some(fits);
  expect(smallerStates(state)).toContainEqual({ ...state, policies: [] });
  expect(smallerStates(state)).toContainEqual({ ...state, podLabels: {} });
  expect(smallerStates(state)).toContainEqual({ ...state, namespaceLabels: {} });
  expect(seen(({ policyTypes }) => policyTypes?.join() === 'Egress')).toBe(true);
  expect(seen(({ ingress }) => ingress?.length === 0)).toBe(true);
  expect(seen(({ ingress }) => ingress?.[0]?.from?.length === 0)).toBe(true);
  expect(seen(({ ingress }) => ingress?.[0]?.ports?.length === 0)).toBe(true);
  expect(seen(({ ingress }) => JSON.stringify(ingress?.[0]?.ports) === '[{"port":"web"}]')).toBe(true);
  expect(seen(({ ingress }) => JSON.stringify(ingress?.[0]?.ports?.[0]) === '{"port":80}')).toBe(true);
  expect(seen(({ ingress }) => ingress?.[0]?.from?.[0]?.ipBlock?.except?.length === 1)).toBe(true);
  expect(seen(({ ingress }) => ingress?.[0]?.from?.[0]?.ipBlock?.except === undefined)).toBe(true);
  expect(seen(({ egress }) => JSON.stringify(egress?.[0]?.to) === '[{"podSelector":{}}]')).toBe(true);
  expect(seen(({ egress }) => JSON.stringify(egress?.[0]?.to) === '[{"podSelector":{},"namespaceSelector":{}}]')).toBe(
    true,
  );
  expect(seen(({ podSelector }) => podSelector?.matchLabels === undefined)).toBe(true);
  expect(seen(({ podSelector }) => podSelector?.matchExpressions?.[0]?.values?.length === 1)).toBe(true);
});
