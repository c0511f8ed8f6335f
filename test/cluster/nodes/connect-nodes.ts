import { execa } from 'execa';
import { type Node, runOnNode } from '../machine/daemon.ts';
import { inNetwork } from '../machine/machine.ts';

const SETTINGS = {
  iptables: ['net.ipv4.ip_forward=1', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.default.rp_filter=0'],
  // Duplicate address detection is off: nobody else can have the addresses, and the node's end of a new pod's link must answer at once.
  ip6tables: ['net.ipv6.conf.all.forwarding=1', 'net.ipv6.conf.all.accept_dad=0', 'net.ipv6.conf.default.accept_dad=0'],
} as const;

/**
 * Gives the nodes their addresses and the routes to each other's pods. A pair of links stands in for the uplink: two nodes have an end
 * each, and a single node has both. Traffic for addresses outside the cluster takes the default route to nowhere.
 */
export async function connectNodes(nodes: readonly [Node, ...Node[]]): Promise<void> {
  const [first, second] = nodes;
  await runOnNode(first, ['ip', 'link', 'add', 'up0', 'type', 'veth', 'peer', 'name', 'up1']);
  if (second === undefined) await runOnNode(first, ['ip', 'link', 'set', 'up1', 'up']);
  else await giveUplink(first, second);
  for (const node of nodes) {
    const others = nodes.filter((each) => each !== node);
    await runOnNode(node, ['sh', '-e', '-c', networkCommands(node, others).join('\n')]);
  }
}

/** Runs in the first node's network, but with this machine's pids, because a node does not know those of another node. */
async function giveUplink(first: Node, second: Node): Promise<void> {
  const move = ['ip', 'link', 'set', 'up1', 'netns', `${second.machine.init}`, 'name', 'up0'];
  const [program = 'ip', ...args] = inNetwork(first.machine, move);
  await execa(program, args, { env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` } });
}

function networkCommands({ index, families }: Node, others: readonly Node[]): string[] {
  return [
    ...families.map(({ iptables }) => `sysctl -q -w ${SETTINGS[iptables].join(' ')}`),
    ...families.map(({ nodes, nodePrefix }) => `ip address add ${nodes[index].address}/${nodePrefix} dev up0`),
    'ip link set up0 up',
    ...families.map(({ gateway, unspecified }) => `ip route add ${unspecified}/0 via ${gateway} dev up0`),
    ...families.flatMap(({ nodes }) =>
      others.map((other) => `ip route add ${nodes[other.index].podCidr} via ${nodes[other.index].address}`),
    ),
  ];
}
