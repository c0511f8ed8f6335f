import { startCilium } from './cilium/cilium-agent.ts';
import { policyEngineName } from './components.ts';
import { type Node, runOnNode, startDaemon, stopDaemon, waitUntil } from './daemon.ts';
import { network } from './network.ts';
import { NODE_KUBECONFIG } from './pki.ts';
import type { Engine } from './state.ts';

const DAEMON = 'kube-network-policies';
const QUEUE = '98';

// kube-network-policies would install its own rules with nftables' `queue` expression, which not every kernel has. Rules of
// iptables' NFQUEUE target do the same diversion everywhere: all but the node's own traffic, ICMP and what is established.
const CHAIN = 'SCS-POLICY';
const INSTALL_DIVERSION = `
set -e
iptables -w -t mangle -N ${CHAIN}
iptables -w -t mangle -A ${CHAIN} -m owner --uid-owner 0 -j RETURN
iptables -w -t mangle -A ${CHAIN} -p icmp -j RETURN
iptables -w -t mangle -A ${CHAIN} -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
iptables -w -t mangle -A ${CHAIN} -j NFQUEUE --queue-num ${QUEUE}
iptables -w -t mangle -A POSTROUTING -j ${CHAIN}
`;
const REMOVE_DIVERSION = `
iptables -w -t mangle -D POSTROUTING -j ${CHAIN} 2>/dev/null || exit 0
iptables -w -t mangle -F ${CHAIN}
iptables -w -t mangle -X ${CHAIN}
`;

/** Lets the engine judge what the node itself sends to its pods, too, which it would block. */
export async function divertOwnNode(node: Node): Promise<void> {
  await runOnNode(node, [
    'iptables',
    '-w',
    '-t',
    'mangle',
    '-D',
    CHAIN,
    '-m',
    'owner',
    '--uid-owner',
    '0',
    '-j',
    'RETURN',
  ]);
}

/**
 * Puts the engine in force, whichever was before; only Cilium, which connects the pods too, is there from a cluster's start
 * on or not at all.
 */
export async function switchEngine(node: Node, engine: Engine, ciliumOptions: readonly string[]): Promise<void> {
  await runOnNode(node, ['sh', '-c', REMOVE_DIVERSION]);
  await stopDaemon(node, DAEMON);
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
    case 'cilium':
      await startCilium(node, ciliumOptions);
      return;
    default:
      engine satisfies never;
  }
}

/** @param kubeconfig of the API server, or of what is to be taken for it */
export async function startEnforcing(node: Node, program: string, kubeconfig = NODE_KUBECONFIG): Promise<void> {
  await startDaemon(node, DAEMON, [
    program,
    `--kubeconfig=${kubeconfig}`,
    `--nfqueue-id=${QUEUE}`,
    '--disable-nri',
    // Its default lets everything pass while it is not there; a conformance test must not pass by that.
    '--fail-open=false',
    `--hostname-override=${network.nodeName}`,
  ]);
  await waitUntil(node, { what: 'the policy engine to listen on its queue', log: DAEMON, seconds: 30 }, async () => {
    const queues = await runOnNode(node, ['cat', '/proc/net/netfilter/nfnetlink_queue']);
    return queues.split('\n').some((line) => line.trim().split(/\s+/)[0] === QUEUE);
  });
  await runOnNode(node, ['sh', '-c', INSTALL_DIVERSION]);
}
