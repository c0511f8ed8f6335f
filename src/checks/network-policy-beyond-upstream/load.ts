import type { Load } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { NetworkPolicy } from '../../../results-parsers/policy-model/network-policy.ts';
import { createNetworkPolicy } from '../../cluster/network-policies.ts';
import type { CheckContext } from '../check.ts';
import { inParallel } from './in-parallel.ts';
import { policy } from './scenario.ts';

/** As many pods as are waited for at a time, so that the first ones do not take their time from the last ones. */
const PODS_AT_A_TIME = 20;
const POLICIES_AT_A_TIME = 10;
const LONGEST_LABEL = 63;
/** Selects every pod of the load, as far as nothing else is said. */
const LOAD = { role: 'load' };

/** Makes pods in a namespace of their own, and policies for them. Rejects as the context does, and if the API server refuses one of them. */
export async function makeLoad(context: CheckContext, load: Load): Promise<void> {
  const namespace = await context.namespace({ purpose: 'netpol-load' });
  const names = Array.from({ length: load.pods }, (_, index) => `load-${index + 1}`);
  for (let first = 0; first < names.length; first += PODS_AT_A_TIME) {
    const some = names.slice(first, first + PODS_AT_A_TIME);
    await context.pods(
      namespace,
      some.map((name) => ({ name, args: ['pause'], labels: { ...LOAD, name } })),
    );
  }
  await inParallel(loadPolicies(namespace, load), POLICIES_AT_A_TIME, (each) =>
    createNetworkPolicy(context.cluster, context.runId, each),
  );
}

/** Each selects one of the pods, except for the last, which has every field and operator that the API has. */
export function loadPolicies(namespace: string, { policies, pods }: Load): NetworkPolicy[] {
  const usual = Array.from({ length: policies - 1 }, (_, index): NetworkPolicy => {
    const [own, peer] = [`load-${(index % pods) + 1}`, `load-${((index + 1) % pods) + 1}`];
    const spec: NetworkPolicy['spec'] = {
      podSelector: { matchLabels: { name: own } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { name: peer } } }], ports: [{ port: 8080 }] }],
    };
    return policy(namespace, spec, `load-${index + 1}`);
  });
  return [...usual, policy(namespace, ODD, 'odd')];
}

/** Valid in all that is odd about it. */
const ODD: NetworkPolicy['spec'] = {
  podSelector: {
    matchLabels: { ...LOAD, 'example.org/an-empty-value': '' },
    matchExpressions: [
      { key: 'example.org/a', operator: 'In', values: ['1', 'true', 'a'.repeat(LONGEST_LABEL)] },
      { key: 'example.org/b', operator: 'NotIn', values: ['0'] },
      { key: 'example.org/c', operator: 'Exists' },
      { key: 'example.org/d', operator: 'DoesNotExist' },
    ],
  },
  policyTypes: ['Egress', 'Ingress'],
  ingress: [
    {},
    { from: [], ports: [] },
    { from: [{ podSelector: {}, namespaceSelector: {} }], ports: [{ protocol: 'SCTP' }, { port: 'the-longest-one' }] },
    {
      from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '0.0.0.0/1'] } }, { ipBlock: { cidr: '::/0' } }],
      ports: [
        { port: 1, endPort: 65_535 },
        { protocol: 'UDP', port: 65_535, endPort: 65_535 },
      ],
    },
  ],
  egress: [
    {
      to: [
        { namespaceSelector: { matchExpressions: [{ key: 'example.org/e', operator: 'NotIn', values: ['', 'x'] }] } },
      ],
    },
  ],
};
