import { isIPv6 } from 'node:net';
import type { ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import { leaveAlone, stopLeavingAlone } from '../../engines/policy-engine.ts';
import { nodesOf } from '../../nodes/nodes.ts';
import type { AddressFamily, NodeIndex } from '../../state/network.ts';
import type { ClusterState } from '../../state/state.ts';

interface Place {
  readonly family: AddressFamily;
  /** The node on which the engine is bypassed. */
  readonly node: NodeIndex;
  readonly pod: Pick<ModelPod, 'nodeAddresses'>;
}

/** The arguments of iptables that match those of a pod's packets that bypass the engine; null if none do. */
type Bypass = (place: Place) => readonly string[] | null;

const toService: Bypass = ({ family }) => ['-m', 'conntrack', '--ctorigdst', family.serviceCidr];

/** Defects of the paths of packets, which cannot be caused by lying to an engine. */
const bypasses: ReadonlyMap<string, Bypass> = new Map<string, Bypass>([
  ['does not enforce UDP', () => ['-p', 'udp']],
  ['lets what goes to the address of a service pass', toService],
  [
    'lets what goes to the address of a pod pass',
    ({ family }) => ['-m', 'conntrack', '!', '--ctorigdst', family.serviceCidr],
  ],
  ['lets what goes to other nodes and outside pass', ({ family }) => ['!', '-d', family.podCidr]],
  [
    'lets the pods of one node reach each other',
    ({ family, node, pod }) => {
      const { address, podCidr } = family.nodes[node];
      return pod.nodeAddresses.includes(address) ? ['-d', podCidr] : null;
    },
  ],
  ['lets what goes to the second address of a pod pass', ({ family }) => (family.name === 'ipv6' ? [] : null)],
]);

/** The names of these defects. */
export const bypassNames: readonly string[] = [...bypasses.keys()];

/** Does `work` while packets of these pods bypass the engine as the defect says, on every node. */
export async function withBypass<T>(
  state: ClusterState,
  defect: string,
  pods: readonly Pick<ModelPod, 'addresses' | 'nodeAddresses'>[],
  work: () => Promise<T>,
): Promise<T> {
  const bypass = bypasses.get(defect) ?? ((): null => null);
  const all = nodesOf(state).flatMap((node) =>
    node.families.flatMap((family) =>
      pods.flatMap((pod) => {
        const match = bypass({ family, node: node.index, pod });
        const own = pod.addresses.filter((address) => isIPv6(address) === (family.name === 'ipv6'));
        return match === null ? [] : own.map((address) => ({ node, family, match: ['-s', address, ...match] }));
      }),
    ),
  );
  try {
    for (const { node, family, match } of all) await leaveAlone(node, family, match);
    return await work();
  } finally {
    for (const { node, family, match } of all) await stopLeavingAlone(node, family, match);
  }
}
