import { selects } from '../../../../results-parsers/policy-model/label-selector.ts';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { PolicyPeer } from '../../../../results-parsers/policy-model/network-policy.ts';
import { directionsOf } from '../../../../results-parsers/policy-model/policy-match.ts';
import { ofPolicies, ofRuleLists, ofRules, type Rule, rulesOf } from './misreading.ts';
import type { ModelDefect } from './model-defect.ts';

/** Defects in the handling of policies as a whole: how their rules combine, their directions, and how several policies combine. */
export const policyDefects: readonly ModelDefect[] = [
  {
    name: 'enforces nothing',
    reports: [],
    believes: (now) => ({ ...now, policies: [] }),
  },
  {
    name: 'ignores egress',
    reports: [],
    believes: ofPolicies((policy) => {
      const ingress = directionsOf(policy).filter((direction) => direction === 'Ingress');
      return ingress.length === 0 ? null : { ...policy, spec: { ...policy.spec, egress: null, policyTypes: ingress } };
    }),
  },
  {
    name: 'crosses the ports and peers of egress rules',
    reports: ['Azure/azure-container-networking#432'],
    believes: ofRuleLists((rules, { direction }) => (direction === 'Egress' ? crossed(rules) : rules)),
  },
  {
    name: 'crosses the ports and peers of ingress rules',
    reports: ['Azure/azure-container-networking#432'],
    believes: ofRuleLists((rules, { direction }) => (direction === 'Ingress' ? crossed(rules) : rules)),
  },
  {
    name: 'reads the first rule of a policy alone',
    reports: [],
    believes: ofRuleLists((rules) => rules.slice(0, 1)),
  },
  {
    name: 'reads the first peer of a rule alone',
    reports: [],
    believes: ofRules(({ peers, ports }) => ({ peers: peers.slice(0, 1), ports })),
  },
  {
    name: 'opens the ports of a rule for every peer',
    reports: [],
    believes: ofRules((rule) => (rule.ports.length === 0 ? rule : { ...rule, peers: [] })),
  },
  {
    name: 'opens all ports for the peers of a rule',
    reports: [],
    believes: ofRules((rule) => (rule.peers.length === 0 ? rule : { ...rule, ports: [] })),
  },
  {
    name: 'does not isolate by a policy whose peers match no pod',
    reports: ['kubeovn/kube-ovn#1935'],
    believes: ofPolicies((policy, now) => {
      const kept = directionsOf(policy).filter((direction) => {
        const rules = rulesOf(policy, direction);
        return rules.length === 0 || rules.some((rule) => matchesSome(rule, policy.metadata.namespace, now));
      });
      return kept.length === 0 ? null : { ...policy, spec: { ...policy.spec, policyTypes: kept } };
    }),
  },
  {
    name: 'lets the last policy for the same pods replace the others',
    reports: ['Azure/azure-container-networking#217', 'Azure/azure-container-networking#554'],
    believes: (now) => ({
      ...now,
      policies: now.policies.filter((policy, index) => {
        const target = (each: typeof policy): string =>
          `${each.metadata.namespace} ${JSON.stringify(each.spec.podSelector ?? {})}`;
        return !now.policies.slice(index + 1).some((later) => target(later) === target(policy));
      }),
    }),
  },
  {
    name: 'takes policyTypes that are left out for Ingress alone',
    reports: [],
    believes: ofPolicies((policy) => ({
      ...policy,
      spec: { ...policy.spec, policyTypes: policy.spec.policyTypes?.length ? policy.spec.policyTypes : ['Ingress'] },
    })),
  },
  {
    name: 'isolates in both directions always',
    reports: [],
    believes: ofPolicies((policy) => ({ ...policy, spec: { ...policy.spec, policyTypes: ['Ingress', 'Egress'] } })),
  },
  {
    name: 'goes by the rules in place of policyTypes',
    reports: ['aws/amazon-network-policy-controller-k8s#229', 'cilium/cilium#48703'],
    believes: ofPolicies((policy) => ({ ...policy, spec: { ...policy.spec, policyTypes: null } })),
  },
];

/** Combines every peer with every port. */
function crossed(rules: readonly Rule[]): readonly Rule[] {
  return rules.map(({ peers, ports }) => ({
    peers: peers.length === 0 ? [] : rules.flatMap((each) => each.peers),
    ports: ports.length === 0 ? [] : rules.flatMap((each) => each.ports),
  }));
}

function matchesSome({ peers }: Rule, namespace: string, { pods, namespaces }: Landscape): boolean {
  const isMatched = ({ ipBlock, namespaceSelector, podSelector }: PolicyPeer): boolean =>
    Boolean(ipBlock) ||
    pods.some((pod) => {
      const labels = namespaces.find(({ name }) => name === pod.namespace)?.labels;
      const isIn = namespaceSelector
        ? selects(namespaceSelector, { ...labels, 'kubernetes.io/metadata.name': pod.namespace })
        : pod.namespace === namespace;
      return isIn && selects(podSelector ?? {}, pod.labels);
    });
  return peers.length === 0 || peers.some(isMatched);
}
