import { placeCilium, placeCompiler } from '../builds/cilium.ts';
import type { KubernetesVersion } from '../builds/kubernetes-version.ts';
import { createPki } from '../control-plane/pki.ts';
import type { Node } from '../machine/daemon.ts';
import { bootMachine } from '../machine/machine.ts';
import { clusterLayout, nodeLayout } from '../state/layout.ts';
import { familiesOf, NODE_NAMES, type NodeIndex } from '../state/network.ts';
import { type ClusterState, type Engine, type IpFamily, isCilium } from '../state/state.ts';
import { connectNodes } from './connect-nodes.ts';
import { writeNodeConfiguration } from './worker.ts';

/** The nodes of a cluster; the first is the one with the control plane. */
export type Nodes = readonly [Node, ...Node[]];

interface Wanted {
  readonly name: string;
  readonly nodes: 1 | 2;
  readonly ipFamily: IpFamily;
  readonly kubernetes: KubernetesVersion;
  readonly engine: Engine;
}

type Planned = Omit<Node, 'machine'>;

/** Boots the nodes of a cluster, with all files that their daemons read, in one network. */
export async function bootNodes({ name, nodes: count, ipFamily, kubernetes, engine }: Wanted): Promise<Nodes> {
  const layout = clusterLayout(name);
  const plan = (index: NodeIndex): Planned => ({
    index,
    layout: nodeLayout(layout, NODE_NAMES[index]),
    families: familiesOf({ ipFamily }),
  });
  const boot = async (planned: Planned): Promise<Node> => {
    await writeNodeConfiguration(planned, kubernetes, engine);
    if (isCilium(engine)) await placeCilium(planned.layout, engine);
    return { ...planned, machine: await bootMachine(name, planned.index, planned.layout) };
  };
  const first = plan(0);
  const others = count === 2 ? [plan(1)] : [];
  await createPki(layout, first.families, [first, ...others]);
  if (isCilium(engine)) await placeCompiler(layout);
  const nodes: Nodes = [await boot(first), ...(await Promise.all(others.map(boot)))];
  await connectNodes(nodes);
  return nodes;
}

/** The nodes of a running cluster. */
export function nodesOf({ name, ipFamily, machines: [first, ...others] }: ClusterState): Nodes {
  const cluster = clusterLayout(name);
  const families = familiesOf({ ipFamily });
  const node = (index: NodeIndex, machine: Node['machine']): Node => ({
    index,
    layout: nodeLayout(cluster, NODE_NAMES[index]),
    families,
    machine,
  });
  return [node(0, first), ...others.map((machine) => node(1, machine))];
}

/** The node of a running cluster on which its control plane runs. */
export function nodeOf(state: ClusterState): Node {
  return nodesOf(state)[0];
}
