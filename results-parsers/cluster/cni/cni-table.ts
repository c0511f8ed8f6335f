import * as z from 'zod';

export const CniName = z.enum([
  'antrea',
  'aws-vpc-cni',
  'azure-cni',
  'calico',
  'canal',
  'cilium',
  'flannel',
  'kindnet',
  'kube-network-policies',
  'kube-ovn',
  'kube-router',
  'ovn-kubernetes',
  'terway',
  'weave',
]);
export type CniName = z.infer<typeof CniName>;

/** What a network plugin, or an engine of network policies, leaves in a cluster for others to see. */
export type CniMarks = {
  /** Names of the daemon sets that run its agent, in any namespace. */
  daemonSets: readonly string[];
  /**
   * The ends of its agent's image names, from a `/` on, so that mirrors of a registry are recognized. Their tags are
   * its version.
   */
  images: readonly string[];
  /** API groups of its own. They stay behind when it is removed, like the marks below. */
  apiGroups: readonly string[];
  /** Prefixes of the labels and annotations that it puts on nodes. */
  nodeKeys: readonly string[];
  /** Resources that its agent makes for each pod, as Sonobuoy names their files. */
  podResources: readonly string[];
  /** Resources that its agent makes for each node. */
  nodeResources: readonly string[];
  /** Prefixes of the annotations that it puts on each pod that it connects. */
  podKeys: readonly string[];
  /** The reason that it gives in the condition NetworkUnavailable of a node whose network it has set up. */
  upReasons: readonly string[];
  /** Other plugins that are part of it, whose marks therefore do not contradict it. */
  comprises: readonly CniName[];
};

const none = {
  daemonSets: [],
  images: [],
  apiGroups: [],
  nodeKeys: [],
  podResources: [],
  nodeResources: [],
  podKeys: [],
  upReasons: [],
  comprises: [],
} as const;

/** As in their own manifests, and in those of the distributions that ship them, in 2026. */
export const cniTable: Readonly<Record<CniName, CniMarks>> = {
  antrea: {
    ...none,
    daemonSets: ['antrea-agent'],
    images: ['antrea-ubuntu', 'antrea-ubi', 'antrea-agent-ubuntu', 'antrea-agent-ubi'],
    apiGroups: ['crd.antrea.io', 'controlplane.antrea.io', 'stats.antrea.io', 'system.antrea.io'],
    nodeKeys: ['node.antrea.io/'],
  },
  'aws-vpc-cni': {
    ...none,
    daemonSets: ['aws-node'],
    images: ['amazon-k8s-cni'],
    apiGroups: ['crd.k8s.amazonaws.com', 'networking.k8s.aws'],
  },
  'azure-cni': {
    ...none,
    daemonSets: ['azure-cns', 'azure-npm'],
    images: ['containernetworking/azure-cns', 'containernetworking/azure-npm'],
    apiGroups: ['acn.azure.com'],
  },
  calico: {
    ...none,
    daemonSets: ['calico-node'],
    images: ['calico/node', 'mirrored-calico-node', 'hardened-calico'],
    apiGroups: ['crd.projectcalico.org', 'projectcalico.org', 'operator.tigera.io'],
    nodeKeys: ['projectcalico.org/'],
    podKeys: ['cni.projectcalico.org/'],
    upReasons: ['CalicoIsUp'],
  },
  // Flannel's network with Calico's policies, both in one daemon set.
  canal: {
    ...none,
    daemonSets: ['canal', 'rke2-canal'],
    images: ['calico/node', 'mirrored-calico-node', 'hardened-calico'],
    apiGroups: ['crd.projectcalico.org'],
    nodeKeys: ['flannel.alpha.coreos.com/'],
    podKeys: ['cni.projectcalico.org/'],
    upReasons: ['CalicoIsUp', 'FlannelIsUp'],
    comprises: ['calico', 'flannel'],
  },
  cilium: {
    ...none,
    daemonSets: ['cilium', 'anetd'],
    images: ['cilium/cilium', 'mirrored-cilium-cilium'],
    apiGroups: ['cilium.io'],
    nodeKeys: ['network.cilium.io/', 'io.cilium.'],
    podResources: ['cilium.io_v2_ciliumendpoints'],
    nodeResources: ['cilium.io_v2_ciliumnodes'],
    upReasons: ['CiliumIsUp'],
  },
  flannel: {
    ...none,
    daemonSets: ['kube-flannel', 'kube-flannel-ds'],
    images: [
      'flannel/flannel',
      'flannel-io/flannel',
      'flannelcni/flannel',
      'coreos/flannel',
      'mirrored-flannelcni-flannel',
      'mirrored-flannel-io-flannel',
      'hardened-flannel',
    ],
    nodeKeys: ['flannel.alpha.coreos.com/'],
    upReasons: ['FlannelIsUp'],
  },
  kindnet: { ...none, daemonSets: ['kindnet'], images: ['kindnetd'] },
  'kube-network-policies': { ...none, daemonSets: ['kube-network-policies'], images: ['kube-network-policies'] },
  'kube-ovn': {
    ...none,
    daemonSets: ['kube-ovn-cni'],
    images: ['kubeovn/kube-ovn'],
    apiGroups: ['kubeovn.io'],
    nodeKeys: ['ovn.kubernetes.io/'],
    podKeys: ['ovn.kubernetes.io/'],
  },
  'kube-router': {
    ...none,
    daemonSets: ['kube-router'],
    images: ['cloudnativelabs/kube-router', 'k0sproject/kube-router'],
    nodeKeys: ['kube-router.io/'],
  },
  'ovn-kubernetes': {
    ...none,
    daemonSets: ['ovnkube-node', 'ovnkube-single-node-zone'],
    images: ['ovn-kube-ubuntu', 'ovn-kube-fedora'],
    apiGroups: ['k8s.ovn.org'],
    nodeKeys: ['k8s.ovn.org/'],
    podKeys: ['k8s.ovn.org/'],
  },
  terway: {
    ...none,
    daemonSets: ['terway', 'terway-eni', 'terway-eniip'],
    images: ['acs/terway'],
    apiGroups: ['network.alibabacloud.com'],
  },
  weave: { ...none, daemonSets: ['weave-net'], images: ['weave-kube'], upReasons: ['WeaveIsUp'] },
};
