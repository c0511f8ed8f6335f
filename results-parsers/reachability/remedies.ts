import { noneWas } from './failure-words.ts';
import type { FailureKind, ReachabilityFailure } from './reachability-failure.ts';

const NEEDS_SCTP = /SCTP (?:traffic|and a number)/;

/** What NetworkPolicy asks of a network plugin, by words of what specs exercise; the first that fits is said. */
const REQUIREMENTS: readonly (readonly [words: RegExp, requirement: string])[] = [
  [/create, get, list/, 'The API server must serve networkpolicies of networking.k8s.io/v1 with all verbs.'],
  [/endPort/, 'The API server must validate endPort as networking.k8s.io/v1 says.'],
  [/SCTP must not/, 'A rule for SCTP must open nothing else, also if the plugin does not know SCTP.'],
  [/SCTP is isolated/, 'A pod that a policy selects is isolated, also if the plugin does not know SCTP of its rules.'],
  [/UDP must not/, 'A rule for UDP must open nothing else.'],
  [NEEDS_SCTP, 'SCTP needs support by the kernel of the nodes, the service proxy and the network plugin.'],
  [
    /ipBlock/,
    "These specs put the address of a pod into ipBlock and probe through the pod's Service: ipBlock must match addresses of pods of the cluster, too.",
  ],
  [/without rules|and no rules/, 'A policy without rules blocks everything in the directions of its policyTypes.'],
  [/named port/, 'A port name in a rule must be resolved in each pod that the rule is about.'],
  [/label added to a namespace/, 'Changed labels of a namespace must take effect on policies that exist.'],
  [/label added to a/, 'Changed labels of a running pod must take effect on policies that exist.'],
  [/update of a policy/, 'A changed policy must take effect on running pods.'],
  [/deletion of a policy/, 'A policy must take effect on running pods, and none after its deletion.'],
  [/union|additive/, 'Policies that select the same pod add up: what one allows is allowed.'],
  [/egress denied at the client/, 'A connection needs both the egress of its source and the ingress of its target.'],
  [
    /on the same pod|\[Ingress, Egress\]/,
    'Ingress and egress of a pod must be controlled independently of each other.',
  ],
  [/\(AND\)/, 'Both selectors of one peer must fit: the namespace selector and the pod selector.'],
  [/\(OR\)/, 'A connection is allowed if one of the peers in a rule fits.'],
  [
    /default ns label|kubernetes\.io\/metadata\.name/,
    'Namespaces must have the label kubernetes.io/metadata.name, and selectors must see it.',
  ],
  [/protocol TCP and no port/, 'A rule with a protocol and no port is about all ports of that protocol only.'],
  [/ports/, 'A rule with ports is about these ports and their protocol only.'],
  [/egress/, 'Egress policies must be enforced for the pods that they select.'],
  [/same namespace/, "A podSelector without a namespaceSelector selects pods of the policy's own namespace only."],
  [/namespaceSelector/, 'A namespaceSelector selects by the labels of namespaces, in all ways that selectors have.'],
  [/podSelector/, 'A podSelector selects by the labels of pods, in all ways that selectors have.'],
  [/allow all/, 'An empty rule allows everything, whatever else the policy says.'],
];

const BY_KIND: Readonly<Record<FailureKind, string>> = {
  leak: 'Find out why the network plugin lets through what the policy forbids: does it support this part of NetworkPolicy, and is that switched on?',
  blocked:
    'Find out why the network plugin blocks what the policy allows: does it support this part of NetworkPolicy, and is that switched on?',
  both: 'Find out why the network plugin reads the policy otherwise than Kubernetes does: does it support this part of NetworkPolicy, and is that switched on?',
  environment:
    'This failure says nothing about how policies are enforced. Find out what kept the spec from its probes (its pods, their Services, exec into them, the API server), then run again.',
  unknown: 'Read the failure and its timeline in the evidence, then run again.',
};

const NOTHING_ENFORCED =
  'Nothing was blocked that this spec wants blocked. If other specs fail like this, the network plugin does not enforce NetworkPolicy at all: check that it has a policy engine, which is switched on and runs on every node. If not, it ignores this part of NetworkPolicy.';

const PART_NOT_ENFORCED =
  'Nothing was blocked that this spec wants blocked, but other specs passed that need policies to be enforced. So the network plugin ignores this part of NetworkPolicy, or follows it too late: see whether it supports it, and whether that is switched on.';

/**
 * What to do about a failure, whatever part of NetworkPolicy the spec exercises.
 *
 * `isEnforced`: other specs of the run passed that want something blocked.
 */
export function failureRemedy(failure: ReachabilityFailure, isEnforced = false): string {
  if (failure.kind !== 'leak' || !noneWas('blocked', failure)) return BY_KIND[failure.kind];
  return isEnforced ? PART_NOT_ENFORCED : NOTHING_ENFORCED;
}

/**
 * What NetworkPolicy asks for where a spec failed; null: nothing that bears on the failure. A spec that could not probe says
 * nothing about policies, but SCTP needs more than policies.
 *
 * `exercises`: the part of the NetworkPolicy API that the spec exercises, as the catalogue words it; null: no catalogue knows it.
 */
export function requirementFor(kind: FailureKind, exercises: string | null): string | null {
  if (exercises === null || kind === 'unknown') return null;
  if (kind === 'environment' && !NEEDS_SCTP.test(exercises)) return null;
  return requirementOf(exercises) ?? null;
}

/** Undefined: no words fit. */
export function requirementOf(exercises: string): string | undefined {
  return REQUIREMENTS.find(([words]) => words.test(exercises))?.[1];
}
