import type { IpFamily } from './state.ts';

/**
 * An address family, with a cluster's addresses in it. The addresses exist only inside the cluster's own network namespaces, so every
 * cluster can have the same.
 */
export interface AddressFamily {
  readonly name: 'ipv4' | 'ipv6';
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly apiServerService: string;
  readonly dnsService: string;
  /** An unused address, to which traffic for addresses outside the cluster goes. */
  readonly gateway: string;
  readonly nodePrefix: number;
  readonly unspecified: string;
  readonly iptables: 'iptables' | 'ip6tables';
  readonly icmp: 'icmp' | 'ipv6-icmp';
  readonly nodes: readonly [NodePlace, NodePlace];
}

interface NodePlace {
  readonly address: string;
  readonly podCidr: string;
}

const IPV4: AddressFamily = {
  name: 'ipv4',
  podCidr: '10.244.0.0/16',
  serviceCidr: '10.96.0.0/16',
  apiServerService: '10.96.0.1',
  dnsService: '10.96.0.10',
  gateway: '172.30.0.1',
  nodePrefix: 24,
  unspecified: '0.0.0.0',
  iptables: 'iptables',
  icmp: 'icmp',
  // In the order in which the controller manager gives ranges to nodes.
  nodes: [
    { address: '172.30.0.2', podCidr: '10.244.0.0/24' },
    { address: '172.30.0.3', podCidr: '10.244.1.0/24' },
  ],
};

const IPV6: AddressFamily = {
  name: 'ipv6',
  podCidr: 'fd00:10:244::/56',
  serviceCidr: 'fd00:10:96::/112',
  apiServerService: 'fd00:10:96::1',
  dnsService: 'fd00:10:96::a',
  gateway: 'fd00:172:30::1',
  nodePrefix: 64,
  unspecified: '::',
  iptables: 'ip6tables',
  icmp: 'ipv6-icmp',
  nodes: [
    { address: 'fd00:172:30::2', podCidr: 'fd00:10:244::/64' },
    { address: 'fd00:172:30::3', podCidr: 'fd00:10:244:1::/64' },
  ],
};

/** The index of a node; the first is the one with the control plane. */
export type NodeIndex = 0 | 1;
export const NODE_NAMES = ['node1', 'node2'] as const;
export const CLUSTER_DOMAIN = 'cluster.local';

/** The address families of a cluster; the first is that of the nodes' and pods' first addresses, and of the services. */
export type AddressFamilies = readonly [AddressFamily, ...AddressFamily[]];

const FAMILIES: Record<IpFamily, AddressFamilies> = { ipv4: [IPV4], ipv6: [IPV6], dual: [IPV4, IPV6] };

export function familiesOf({ ipFamily }: { readonly ipFamily: IpFamily }): AddressFamilies {
  return FAMILIES[ipFamily];
}

/** The first address of the node with the control plane. */
export function controlPlaneAddress([family]: AddressFamilies): string {
  return family.nodes[0].address;
}

export function apiServerUrl(families: AddressFamilies): string {
  const address = controlPlaneAddress(families);
  return `https://${address.includes(':') ? `[${address}]` : address}:6443`;
}
