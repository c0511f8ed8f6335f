import { selects } from '../../../../results-parsers/policy-model/label-selector.ts';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { Labels, NetworkPolicy, PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { NOBODY, ofPeers } from './misreading.ts';
import type { ModelDefect } from './model-defect.ts';

type Labelled = { readonly name: string; readonly namespace?: string; readonly labels: Labels };

/** Changes that an engine misses, however long one waits. */
export const changeDefects: readonly ModelDefect[] = [
  {
    name: 'keeps labels of pods that were removed',
    reports: ['kubeovn/kube-ovn#1920'],
    believes: (now, before) => ({
      ...now,
      pods: now.pods.map((pod) =>
        withLabels(
          pod,
          everSeen(
            pod,
            before.map(({ pods }) => pods),
          ),
        ),
      ),
    }),
  },
  {
    name: 'keeps labels of namespaces that were removed',
    reports: ['ovn-kubernetes/ovn-kubernetes#1850'],
    believes: (now, before) => ({
      ...now,
      namespaces: now.namespaces.map((each) =>
        withLabels(
          each,
          everSeen(
            each,
            before.map((past) => past.namespaces),
          ),
        ),
      ),
    }),
  },
  {
    name: 'does not see labels that a running pod is given',
    reports: ['kubeovn/kube-ovn#1920'],
    believes: (now, before) => ({
      ...now,
      pods: now.pods.map((pod) => ({
        ...pod,
        labels: firstSeen(
          pod,
          before.map(({ pods }) => pods),
        ),
      })),
    }),
  },
  {
    name: 'does not see labels that a namespace is given',
    reports: ['kubeovn/kube-ovn#1920'],
    believes: (now, before) => ({
      ...now,
      namespaces: now.namespaces.map((each) => ({
        ...each,
        labels: firstSeen(
          each,
          before.map((past) => past.namespaces),
        ),
      })),
    }),
  },
  {
    name: 'does not see changed labels of namespaces where a peer has both selectors',
    reports: ['ovn-kubernetes/ovn-kubernetes#1850'],
    believes: (now, before) =>
      ofPeers((peer, { policy }) => {
        const first = before.find(({ policies }) => policies.some((each) => isSamePolicy(each, policy)));
        return first === undefined ? [peer] : asInNamespacesOf(first, peer);
      })(now, before),
  },
  {
    name: 'keeps the rules that a changed policy had before',
    reports: [],
    believes: (now, before) => {
      const past = before.flatMap(({ policies }) => policies);
      return { ...now, policies: now.policies.map((each) => past.find((old) => isSamePolicy(old, each)) ?? each) };
    },
  },
  {
    name: 'goes on with policies that were deleted',
    reports: ['antrea-io/antrea#666', 'cilium/cilium#2408', 'ovn-kubernetes/ovn-kubernetes#1782'],
    believes: (now, before) => {
      const ever = [...before, now].flatMap(({ policies }) => policies);
      return {
        ...now,
        policies: ever.filter((each, index) => !ever.slice(index + 1).some((later) => isSamePolicy(later, each))),
      };
    },
  },
];

function isSame(one: Labelled, other: Labelled): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}

function isSamePolicy({ metadata: one }: NetworkPolicy, { metadata: other }: NetworkPolicy): boolean {
  return isSame({ ...one, labels: {} }, { ...other, labels: {} });
}

/** The labels that it had when it was created, however often it was created under its name before. */
function firstSeen<T extends Labelled>(each: T, before: readonly (readonly T[])[]): Labels {
  const seen = before.map((all) => all.find((past) => isSame(past, each)));
  return seen.slice(seen.lastIndexOf(undefined) + 1)[0]?.labels ?? each.labels;
}

function everSeen<T extends Labelled>(each: T, before: readonly (readonly T[])[]): Labels {
  return Object.assign(
    {},
    ...before
      .flat()
      .filter((past) => isSame(past, each))
      .map(({ labels }) => labels),
  );
}

function withLabels<T extends Labelled>(each: T, labels: Labels): T {
  return { ...each, labels: { ...labels, ...each.labels } };
}

function asInNamespacesOf({ namespaces }: Landscape, peer: PolicyPeer): PolicyPeer[] {
  const { podSelector, namespaceSelector } = peer;
  if (!podSelector || !namespaceSelector) return [peer];
  const named = namespaces
    .map(({ name, labels }) => ({ ...labels, 'kubernetes.io/metadata.name': name }))
    .filter((labels) => selects(namespaceSelector, labels))
    .map((labels) => ({
      podSelector,
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': labels['kubernetes.io/metadata.name'] } },
    }));
  return named.length === 0 ? [NOBODY] : named;
}
