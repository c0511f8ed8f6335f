import { policyEngineName } from '../../builds/components.ts';
import { divertOwnNode, leaveFamilyAlone, startEnforcing, switchEngine } from '../../engines/policy-engine.ts';
import { runOnNode } from '../../machine/daemon.ts';
import { nodeOf, nodesOf } from '../../nodes/nodes.ts';
import { controlPlaneAddress, familiesOf } from '../../state/network.ts';
import type { ClusterState } from '../../state/state.ts';
import { type Liar, startLiar } from './liar.ts';
import { LYING_API_PORT } from './lying-api.ts';
import { OTHERS } from './served-world.ts';

const LYING_KUBECONFIG = '/run/lying-api.kubeconfig';

/** Does `work` while the policy engine has the defect; then the engine is sound again. */
export async function withDefect<T>(state: ClusterState, defect: string, work: () => Promise<T>): Promise<T> {
  return await withLiar(state, async (liar) => {
    await liar.simulate(OTHERS, defect);
    return await work();
  });
}

/** Does `work` while the policy engines of all nodes use only the lying API, which is truthful at first; then they are sound again. */
export async function withLiar<T>(state: ClusterState, work: (liar: Liar) => Promise<T>): Promise<T> {
  const nodes = nodesOf(state);
  const liar = await startLiar(state);
  const kubeconfig = lyingKubeconfig(controlPlaneAddress(familiesOf(state)));
  try {
    for (const node of nodes) {
      await runOnNode(node, ['sh', '-c', `cat > ${LYING_KUBECONFIG}`], kubeconfig);
      await switchEngine(node, 'none', []);
      await startEnforcing(node, policyEngineName('standard'), LYING_KUBECONFIG);
    }
    return await work(liar);
  } finally {
    liar.stop();
    for (const node of nodes) {
      await switchEngine(node, 'none', []);
      await switchEngine(node, 'enforcing', []);
    }
  }
}

/** Does `work` while the engine also judges the node's own traffic to its pods, which it must not block; then it is sound again. */
export async function withNodeTrafficJudged<T>(state: ClusterState, work: () => Promise<T>): Promise<T> {
  const node = nodeOf(state);
  try {
    await divertOwnNode(node);
    return await work();
  } finally {
    await switchEngine(node, 'none', []);
    await switchEngine(node, 'enforcing', []);
  }
}

/** Does `work` while the engine judges only traffic of the first address family; then it is sound again. */
export async function withFirstFamilyJudged<T>(state: ClusterState, work: () => Promise<T>): Promise<T> {
  const nodes = nodesOf(state);
  try {
    for (const node of nodes) {
      const [, ...others] = node.families;
      for (const family of others) await leaveFamilyAlone(node, family);
    }
    return await work();
  } finally {
    for (const node of nodes) {
      await switchEngine(node, 'none', []);
      await switchEngine(node, 'enforcing', []);
    }
  }
}

function lyingKubeconfig(address: string): string {
  const named = { name: 'lying' };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { ...named, cluster: { server: `http://${address.includes(':') ? `[${address}]` : address}:${LYING_API_PORT}` } },
    ],
    users: [{ ...named, user: {} }],
    contexts: [{ ...named, context: { cluster: 'lying', user: 'lying' } }],
    'current-context': 'lying',
  });
}
