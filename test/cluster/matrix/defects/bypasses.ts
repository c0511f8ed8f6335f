import { leaveAlone, stopLeavingAlone } from '../../engines/policy-engine.ts';
import type { Node } from '../../machine/daemon.ts';
import { nodesOf } from '../../nodes/nodes.ts';
import type { AddressFamily } from '../../state/network.ts';
import type { ClusterState } from '../../state/state.ts';

/** What goes past the engine: arguments of iptables that match it; null: nothing of that family does. */
type Bypass = (family: AddressFamily, node: Node) => readonly string[] | null;

const toService = ({ serviceCidr }: AddressFamily): string[] => ['-m', 'conntrack', '--ctorigdst', serviceCidr];

/** Defects of the ways that packets take, which an engine cannot be lied into. */
export const bypasses = {
  'does not enforce UDP': () => ['-p', 'udp'],
  'lets what goes to the address of a service pass': toService,
  'lets what goes to the address of a pod pass': ({ serviceCidr }) => [
    '-m',
    'conntrack',
    '!',
    '--ctorigdst',
    serviceCidr,
  ],
  'lets what goes to other nodes and outside pass': ({ podCidr }) => ['!', '-d', podCidr],
  'lets the pods of one node reach each other': ({ nodes }, { index }) => {
    const { podCidr } = nodes[index];
    return ['-s', podCidr, '-d', podCidr];
  },
  'lets what goes to the second address of a pod pass': ({ name }) => (name === 'ipv6' ? [] : null),
} as const satisfies Readonly<Record<string, Bypass>>;
export type BypassName = keyof typeof bypasses;

/** Does `work` while the engine of every node has the defect. */
export async function withBypass<T>(state: ClusterState, defect: BypassName, work: () => Promise<T>): Promise<T> {
  const bypass: Bypass = bypasses[defect];
  const all = nodesOf(state).flatMap((node) =>
    node.families.flatMap((family) => {
      const match = bypass(family, node);
      return match === null ? [] : [{ node, family, match }];
    }),
  );
  try {
    for (const { node, family, match } of all) await leaveAlone(node, family, match);
    return await work();
  } finally {
    for (const { node, family, match } of all) await stopLeavingAlone(node, family, match);
  }
}
