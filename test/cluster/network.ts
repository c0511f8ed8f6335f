/** The cluster's addresses. They exist only inside the cluster's own network namespace, so every cluster can have the same. */
export const network = {
  node: '172.30.0.2',
  nodePrefix: 24,
  gateway: '172.30.0.1',
  podCidr: '10.244.0.0/16',
  nodePodCidr: '10.244.0.0/24',
  serviceCidr: '10.96.0.0/16',
  apiServerService: '10.96.0.1',
  dnsService: '10.96.0.10',
  nodeName: 'node1',
  clusterDomain: 'cluster.local',
} as const;

export const API_SERVER_URL = `https://${network.node}:6443`;
