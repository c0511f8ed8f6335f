/** A node as the API server shows it, reduced to what says something of the cluster. */
export type BuiltNode = ReturnType<typeof builtNode>;

export const CLUSTER_ID = '174fb49e-c8b2-427b-a05f-4cf413896b77';
export const NODES = 'resources/cluster/core_v1_nodes.json';
export const NAMESPACES = 'resources/cluster/core_v1_namespaces.json';

export function builtNode(name: string, kernelVersion = '6.1.0', address = '172.30.0.2', podCIDRs = ['10.244.0.0/24']) {
  return {
    metadata: { name },
    spec: { podCIDR: podCIDRs[0], podCIDRs },
    status: {
      addresses: [
        { type: 'Hostname', address: 'fd00::1' },
        { type: 'InternalIP', address },
      ],
      nodeInfo: {
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        kernelVersion,
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.4.2',
        kubeletVersion: 'v1.36.3',
        machineID: 'kept by nobody',
      },
    },
  };
}

/** What an archive contains about a cluster with these nodes. */
export function clusterFiles(nodes: readonly object[], id = CLUSTER_ID): [string, string][] {
  const namespaces = ['default', 'kube-system'].map((name, index) => ({ metadata: { name, uid: index ? id : 'x' } }));
  return [
    [NODES, JSON.stringify({ kind: 'NodeList', items: nodes })],
    [NAMESPACES, JSON.stringify({ kind: 'NamespaceList', items: namespaces })],
  ];
}

/** A pod that was still there when Sonobuoy looked. */
export function podFile(
  namespace: string,
  name: string,
  nodeName: string | null,
  change: object = {},
): [string, string] {
  const pod = { metadata: { namespace, name }, spec: nodeName === null ? {} : { nodeName }, status: {}, ...change };
  return [`resources/ns/${namespace}/core_v1_pods.json`, JSON.stringify({ kind: 'PodList', items: [pod] })];
}
