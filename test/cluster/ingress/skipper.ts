import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { type Node, startDaemon, stopDaemon } from '../machine/daemon.ts';
import { controlPlaneAddress } from '../state/network.ts';
import { waitUntilListening } from './listening.ts';
import type { RunnableController } from './runnable-controller.ts';

const DAEMON = 'skipper';
const API_PROXY = 'skipper-api-proxy';
const STATUS_WRITER = 'ingress-status';
const CLASS = 'skipper';
const API_PROXY_PORT = 8001;

// Watches Ingresses and gives those of the class an address. It sees its own change once more, but a change without an effect is no event.
// A watch ends now and then, hence the loop; if the program is stopped, it also stops the watch.
const WRITE_STATUS = `
trap 'trap - TERM; kill 0' TERM
status='{"status":{"loadBalancer":{"ingress":[{"ip":"'$3'"}]}}}'
each='jsonpath={.metadata.namespace}/{.metadata.name}/{.spec.ingressClassName}{"\\n"}'
while :; do
  kubectl --kubeconfig "$1" get ingresses --all-namespaces --watch --output "$each" |
    while IFS=/ read -r namespace name class; do
      [ "$class" != "$2" ] ||
        kubectl --kubeconfig "$1" --namespace "$namespace" patch ingress "$name" --subresource status --type merge --patch "$status"
    done &
  wait
  sleep 1
done
`;

/**
 * The real skipper. It only routes, and leaves it to another program to write its address into the status of Ingresses; on a test cluster
 * that is a loop with kubectl.
 */
export const skipper: RunnableController = {
  className: CLASS,
  controllerName: 'zalando.org/skipper',
  async start(node, published) {
    await startController(node);
    if (published === null) return;
    await startDaemon(node, STATUS_WRITER, [
      ...['sh', '-c', WRITE_STATUS, STATUS_WRITER],
      ...[NODE_KUBECONFIG, CLASS, published],
    ]);
  },
  async stop(node) {
    await stopDaemon(node, STATUS_WRITER);
    // If it were asked to stop, skipper would wait until load balancers had noticed.
    for (const daemon of [DAEMON, API_PROXY]) await stopDaemon(node, daemon, 'KILL');
  },
};

async function startController(node: Node): Promise<void> {
  const address = controlPlaneAddress(node.families);
  const host = address.includes(':') ? `[${address}]` : address;
  // Outside a pod, skipper knows no way to identify itself to an API server.
  await startDaemon(node, API_PROXY, [
    ...['kubectl', `--kubeconfig=${NODE_KUBECONFIG}`, 'proxy', `--port=${API_PROXY_PORT}`],
  ]);
  await waitUntilListening(
    node,
    { what: 'the proxy of the API', log: API_PROXY, seconds: 30 },
    { address: '127.0.0.1', ports: [API_PROXY_PORT] },
  );
  await startDaemon(node, DAEMON, [
    'skipper',
    '-kubernetes',
    `-kubernetes-url=http://127.0.0.1:${API_PROXY_PORT}`,
    `-kubernetes-ingress-class=^${CLASS}$`,
    '-kubernetes-enable-tls',
    `-address=${host}:443`,
    `-insecure-address=${host}:80`,
  ]);
  await waitUntilListening(node, { what: 'skipper', log: DAEMON, seconds: 60 }, { address, ports: [80, 443] });
}
