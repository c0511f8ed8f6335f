import { policyEngineName } from '../builds/components.ts';
import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { type Node, runOnNode, startDaemon, stopDaemon, waitUntil } from '../machine/daemon.ts';
import { type AddressFamily, NODE_NAMES } from '../state/network.ts';
import type { Engine } from '../state/state.ts';
import { startCilium } from './cilium/cilium-agent.ts';
import { startKubeRouter, stopKubeRouter } from './kube-router.ts';

const DAEMON = 'kube-network-policies';
const QUEUE = '98';

// kube-network-policies would install its own rules with nftables' `queue` expression, which not every kernel has. Rules with
// iptables' NFQUEUE target divert the same packets everywhere: all except the node's own traffic, ICMP and established connections.
const CHAIN = 'SCS-POLICY';
const installDiversion = ({ iptables, icmp }: AddressFamily, options: string) => `
${iptables} -w -t mangle -N ${CHAIN}
${iptables} -w -t mangle -A ${CHAIN} -m owner --uid-owner 0 -j RETURN
${iptables} -w -t mangle -A ${CHAIN} -p ${icmp} -j RETURN
${iptables} -w -t mangle -A ${CHAIN} -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
${iptables} -w -t mangle -A ${CHAIN} -j NFQUEUE --queue-num ${QUEUE}${options}
${iptables} -w -t mangle -A POSTROUTING -j ${CHAIN}
`;
const removeDiversion = ({ iptables }: AddressFamily) => `
if ${iptables} -w -t mangle -D POSTROUTING -j ${CHAIN} 2>/dev/null; then
  ${iptables} -w -t mangle -F ${CHAIN}
  ${iptables} -w -t mangle -X ${CHAIN}
fi
`;

/** The engine's arguments, apart from those that say how it reaches the API server and which node it is on. */
export const ENGINE_ARGUMENTS = [
  `--nfqueue-id=${QUEUE}`,
  '--disable-nri',
  // By default everything passes while the engine is not running; a conformance test must not pass because of that.
  '--fail-open=false',
] as const;

/** Diverts packets to an engine that runs in a pod. While it is away, they are dropped, or they all pass. */
export async function divertToPod(node: Node, whileAway: 'dropped' | 'passing'): Promise<void> {
  await stopDiverting(node);
  await divert(node, whileAway === 'passing' ? ' --queue-bypass' : '');
}

/** @param options of iptables' NFQUEUE target, each after a space */
async function divert(node: Node, options = ''): Promise<void> {
  const scripts = node.families.map((family) => installDiversion(family, options));
  await runOnNode(node, ['sh', '-e', '-c', scripts.join('')]);
}

export async function stopDiverting(node: Node): Promise<void> {
  await runOnNode(node, ['sh', '-e', '-c', node.families.map(removeDiversion).join('')]);
}

/** Makes the engine also judge traffic from the node to its own pods, which it would block. */
export async function divertOwnNode(node: Node): Promise<void> {
  for (const { iptables } of node.families) {
    await runOnNode(node, ['sh', '-c', `${iptables} -w -t mangle -D ${CHAIN} -m owner --uid-owner 0 -j RETURN`]);
  }
}

/** Lets packets that these arguments of iptables match bypass the engine. */
export async function leaveAlone(node: Node, { iptables }: AddressFamily, match: readonly string[]): Promise<void> {
  await runOnNode(node, [iptables, '-w', '-t', 'mangle', '-I', CHAIN, ...match, '-j', 'RETURN']);
}

/** Makes the engine judge these packets again. */
export async function stopLeavingAlone(
  node: Node,
  { iptables }: AddressFamily,
  match: readonly string[],
): Promise<void> {
  await runOnNode(node, [iptables, '-w', '-t', 'mangle', '-D', CHAIN, ...match, '-j', 'RETURN']);
}

/** Lets packets of this address family bypass the engine. */
export async function leaveFamilyAlone(node: Node, family: AddressFamily): Promise<void> {
  await runOnNode(node, ['sh', '-e', '-c', removeDiversion(family)]);
}

/**
 * Switches a node to the engine, whichever it had before. Only Cilium, which also connects the pods, is either there from the start of a cluster
 * or not at all.
 */
export async function switchEngine(node: Node, engine: Engine, ciliumOptions: readonly string[]): Promise<void> {
  await stopDiverting(node);
  await stopDaemon(node, DAEMON);
  await stopKubeRouter(node);
  switch (engine) {
    case 'none':
      return;
    case 'enforcing':
      await startEnforcing(node, policyEngineName('standard'));
      return;
    case 'npa-v1alpha1':
    case 'npa-v1alpha2':
      await startEnforcing(node, policyEngineName(engine));
      return;
    case 'kube-router':
      await startKubeRouter(node);
      return;
    case 'cilium':
    case 'cilium-1.15':
      await startCilium(node, engine, ciliumOptions);
      return;
    default:
      engine satisfies never;
  }
}

/** @param kubeconfig a kubeconfig for the API server, or for a substitute */
export async function startEnforcing(node: Node, program: string, kubeconfig = NODE_KUBECONFIG): Promise<void> {
  await startDaemon(node, DAEMON, [
    program,
    `--kubeconfig=${kubeconfig}`,
    ...ENGINE_ARGUMENTS,
    `--hostname-override=${NODE_NAMES[node.index]}`,
  ]);
  await waitUntil(node, { what: 'the policy engine to listen on its queue', log: DAEMON, seconds: 30 }, async () => {
    const queues = await runOnNode(node, ['cat', '/proc/net/netfilter/nfnetlink_queue']);
    return queues.split('\n').some((line) => line.trim().split(/\s+/)[0] === QUEUE);
  });
  await divert(node);
}
