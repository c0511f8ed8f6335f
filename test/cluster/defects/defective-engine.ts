import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { policyEngineName } from '../components.ts';
import { type Node, runOnNode } from '../daemon.ts';
import { clusterLayout } from '../layout.ts';
import { inNetwork } from '../machine.ts';
import { divertOwnNode, startEnforcing, switchEngine } from '../policy-engine.ts';
import type { ClusterState } from '../state.ts';
import type { Defect } from './defects.ts';
import { LYING_API_PORT } from './lying-api.ts';

const LYING_KUBECONFIG = '/run/lying-api.kubeconfig';

/** Does `work` while the policy engine has the defect; then the engine is sound again. */
export async function withDefect<T>(state: ClusterState, defect: Defect, work: () => Promise<T>): Promise<T> {
  const layout = clusterLayout(state.name);
  const node: Node = { layout, machine: state.machine };
  const script = join(import.meta.dirname, 'lying-api.ts');
  const [program = 'sh', ...args] = inNetwork(state.machine, [process.execPath, script, layout.kubeconfig, defect]);
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
  const node: Node = { layout: clusterLayout(state.name), machine: state.machine };
  try {
    await divertOwnNode(node);
    return await work();
  } finally {
    await switchEngine(node, 'none', []);
    await switchEngine(node, 'enforcing', []);
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
