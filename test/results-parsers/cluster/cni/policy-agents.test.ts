import { describe, expect, test } from '@jest/globals';
import { cniTable } from '../../../../results-parsers/cluster/cni/cni-table.ts';
import { isPolicyAgent, policyAgentNames } from '../../../../results-parsers/cluster/cni/policy-agents.ts';

describe('a daemon set is known to enforce NetworkPolicies', () => {
  test.each([
    ['by its name', 'calico-node', ['mirror.example.org/node:v3.31.0'], true],
    ['by an image', 'network', ['mirror.example.org/cilium/cilium:v1.20.2', 'sidecar:1'], true],
    ['not if it only connects pods', 'kube-flannel-ds', ['docker.io/flannel/flannel:v0.27.0'], false],
    ['not if another daemon set of the plugin does', 'azure-cns', ['containernetworking/azure-cns:v1.6'], false],
    ['not by an image that other daemon sets have, too', 'kube-ovn-cni', ['kubeovn/kube-ovn:v1.14'], false],
    ['not if nothing of it is known', 'kube-proxy', ['registry.k8s.io/kube-proxy:v1.37.0'], false],
  ])('%s', (_, name, images, expected) => {
    expect(isPolicyAgent(name, images)).toBe(expected);
  });

  test('by the names of all plugins that enforce them', () => {
    expect(policyAgentNames).toEqual(policyAgentNames.toSorted());
    for (const { daemonSets } of [cniTable.antrea, cniTable.calico, cniTable.cilium, cniTable['ovn-kubernetes']]) {
      expect(policyAgentNames).toEqual(expect.arrayContaining([...daemonSets]));
    }
  });
});
