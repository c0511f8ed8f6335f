import type { Labels, PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { isolates } from '../../../../results-parsers/policy-model/policy-match.ts';
import { ofPeerSelectors, ofPeers, ofPolicies, rulesOf, SELECTS_NOTHING } from './misreading.ts';
import type { ModelDefect } from './model-defect.ts';

/** Defects in the handling of labels, and of the namespaces in which selectors look for them. */
export const selectorDefects: readonly ModelDefect[] = [
  {
    name: 'lets egress by a namespaceSelector with NotIn out to what is no pod',
    reports: ['cilium/cilium#46949'],
    reaches: (right, { from, to }, { policies }) => {
      const isLetOut = policies.some(
        (policy) =>
          from.pod !== null &&
          isolates(policy, from.pod, 'Egress') &&
          rulesOf(policy, 'Egress').some(({ peers }) => peers.some(hasNamespacesNotIn)),
      );
      return right === 'blocked' && to.pod === null && isLetOut ? 'open' : right;
    },
  },
  {
    name: 'never matches labels whose values look like numbers',
    reports: ['kubernetes/kubernetes#111112'],
    believes: ofPeerSelectors((selector) =>
      Object.values(selector.matchLabels ?? {}).some((value) => /^\d+$/.test(value)) ? SELECTS_NOTHING : selector,
    ),
  },
  {
    name: 'compares label values that look like numbers as numbers',
    reports: [],
    believes: (now) => {
      const pods = now.pods.map((pod) => ({ ...pod, labels: asNumbers(pod.labels) }));
      const read = ofPeerSelectors((selector) => ({ ...selector, matchLabels: asNumbers(selector.matchLabels ?? {}) }));
      return { ...read(now, []), pods };
    },
  },
  {
    name: 'looks for the pods of a peer with both selectors in the namespace of the policy',
    reports: [],
    believes: ofPeers(({ podSelector, namespaceSelector, ...peer }) => [
      podSelector && namespaceSelector ? { podSelector } : { ...peer, podSelector, namespaceSelector },
    ]),
  },
  {
    name: 'selects pods to isolate in all namespaces',
    reports: [],
    believes: (now) => ({
      ...now,
      policies: now.policies.flatMap((policy) =>
        now.namespaces.map(({ name }) => ({ ...policy, metadata: { ...policy.metadata, namespace: name } })),
      ),
    }),
  },
  {
    name: 'selects nothing by an empty podSelector',
    reports: [],
    believes: ofPolicies((policy) => {
      const { matchLabels, matchExpressions } = policy.spec.podSelector ?? {};
      return Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0 ? null : policy;
    }),
  },
];

/** Values that are numbers, without their leading zeros. */
export function asNumbers(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value.replace(/^0+(?=\d+$)/, '')]));
}

export function hasNamespacesNotIn({ namespaceSelector }: PolicyPeer): boolean {
  return (namespaceSelector?.matchExpressions ?? []).some(({ operator }) => operator === 'NotIn');
}
