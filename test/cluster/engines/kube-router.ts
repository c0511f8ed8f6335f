import { kubectl } from '../control-plane/kubectl.ts';
import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { type Node, runOnNode, startDaemon, stopDaemon, waitUntil } from '../machine/daemon.ts';
import { type AddressFamily, NODE_NAMES } from '../state/network.ts';

const DAEMON = 'kube-router';

/** Starts only its policy engine: the pods are already connected, and kube-proxy handles services. */
export async function startKubeRouter(node: Node): Promise<void> {
  const name = NODE_NAMES[node.index];
  // It exits if its node does not exist yet.
  await waitUntil(node, { what: `the node ${name} to be known`, log: 'kubelet', seconds: 60 }, async () => {
    await kubectl(node, ['get', 'node', name]);
    return true;
  });
  const has = (wanted: AddressFamily['name']) => node.families.some((family) => family.name === wanted);
  await startDaemon(node, DAEMON, [
    DAEMON,
    `--kubeconfig=${NODE_KUBECONFIG}`,
    `--hostname-override=${name}`,
    '--run-firewall=true',
    '--run-router=false',
    '--run-service-proxy=false',
    '--run-loadbalancer=false',
    `--enable-ipv4=${has('ipv4')}`,
    `--enable-ipv6=${has('ipv6')}`,
    `--service-cluster-ip-range=${node.families.map(({ serviceCidr }) => serviceCidr).join(',')}`,
  ]);
  await waitUntil(node, { what: 'kube-router to have its rules in place', log: DAEMON, seconds: 30 }, async () => {
    const rules = await Promise.all(node.families.map((family) => filterRules(node, family)));
    // This is the last rule that its first round writes.
    return rules.every((each) => each.includes('rule to explicitly ACCEPT traffic that comply to network policies'));
  });
}

const DESTROY_SETS = `for set in $(ipset list -name | grep -E 'KUBE-(SRC|DST)-'); do ipset destroy "$set"; done`;

/** Also removes the rules that it leaves behind, which would stay in force; its own `--cleanup-config` removes nothing. */
export async function stopKubeRouter(node: Node): Promise<void> {
  await stopDaemon(node, DAEMON);
  await waitUntil(node, { what: 'kube-router to end', log: DAEMON, seconds: 30 }, async () => {
    await runOnNode(node, ['sh', '-c', `! pidof ${DAEMON}`]);
    return true;
  });
  let wasThere = false;
  for (const family of node.families) {
    const commands = removalOf(await filterRules(node, family));
    if (commands === null) continue;
    wasThere = true;
    await runOnNode(node, [`${family.iptables}-restore`, '--wait', '--noflush'], commands);
  }
  // Not every kernel has IP sets.
  if (wasThere) await runOnNode(node, ['sh', '-e', '-c', DESTROY_SETS]);
}

function filterRules(node: Node, { iptables }: AddressFamily): Promise<string> {
  return runOnNode(node, [`${iptables}-save`, '--table', 'filter']);
}

const CHAIN = /^:(KUBE-(?:ROUTER|POD-FW|NWPLCY)-\S+)/;
const JUMP = /^-A (?:INPUT|FORWARD|OUTPUT) .*(?:KUBE-ROUTER-|0x20000\/0x20000)/;

/** The input of `iptables-restore` that removes its rules; null: there are none. */
function removalOf(rules: string): string | null {
  const lines = rules.split('\n');
  const chains = lines.flatMap((line) => CHAIN.exec(line)?.[1] ?? []);
  if (chains.length === 0) return null;
  const jumps = lines.filter((line) => JUMP.test(line)).map((line) => line.replace(/^-A/, '-D'));
  const removed = ['-F', '-X'].flatMap((how) => chains.map((chain) => `${how} ${chain}`));
  return ['*filter', ...jumps, ...removed, 'COMMIT', ''].join('\n');
}
