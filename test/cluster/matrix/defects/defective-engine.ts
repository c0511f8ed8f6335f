import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { policyEngineName } from '../../builds/components.ts';
import { divertOwnNode, leaveFamilyAlone, startEnforcing, switchEngine } from '../../engines/policy-engine.ts';
import { runOnNode } from '../../machine/daemon.ts';
import { inNetwork } from '../../machine/machine.ts';
import { nodeOf, nodesOf } from '../../nodes/nodes.ts';
import { clusterLayout } from '../../state/layout.ts';
import type { ClusterState } from '../../state/state.ts';
import type { Defect } from './defects.ts';
import { LYING_API_PORT } from './lying-api.ts';

const LYING_KUBECONFIG = '/run/lying-api.kubeconfig';

/** Does `work` while the policy engine has the defect; then the engine is sound again. */
export async function withDefect<T>(state: ClusterState, defect: Defect, work: () => Promise<T>): Promise<T> {
  const layout = clusterLayout(state.name);
  const node = nodeOf(state);
  const script = join(import.meta.dirname, 'lying-api.ts');
  const [program = 'sh', ...args] = inNetwork(node.machine, [process.execPath, script, layout.kubeconfig, defect]);
  const lying = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(lying.stdout, 'data');
    await runOnNode(node, ['sh', '-c', `cat > ${LYING_KUBECONFIG}`], lyingKubeconfig());
    await switchEngine(node, 'none', []);
    await startEnforcing(node, policyEngineName('standard'), LYING_KUBECONFIG);
    return await work();
  } finally {
    lying.kill('SIGKILL');
    await switchEngine(node, 'none', []);
    await switchEngine(node, 'enforcing', []);
  }
}

/** Does `work` while the engine judges what the node itself sends to its pods as well, which it must not block; then it is sound again. */
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

/** Does `work` while the engine judges what has addresses of the first family alone; then it is sound again. */
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

function lyingKubeconfig(): string {
  const named = { name: 'lying' };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ ...named, cluster: { server: `http://127.0.0.1:${LYING_API_PORT}` } }],
    users: [{ ...named, user: {} }],
    contexts: [{ ...named, context: { cluster: 'lying', user: 'lying' } }],
    'current-context': 'lying',
  });
}
