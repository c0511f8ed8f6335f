import { type Node, runOnNode, startDaemon, stopDaemon, waitUntil } from './daemon.ts';
import { controlPlaneAddress } from './network.ts';
import { NODE_KUBECONFIG } from './pki.ts';
import type { Ingress } from './state.ts';
import { kubectl } from './worker.ts';

const CONTROLLER = 'skipper';
const API_PROXY = 'skipper-api-proxy';
const STATUS_WRITER = 'ingress-status';
/** Name of the class that the controller serves. */
const CLASS = 'skipper';
const API_PROXY_PORT = 8001;

const ingressClass = (isDefault: boolean) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: CLASS, annotations: { 'ingressclass.kubernetes.io/is-default-class': String(isDefault) } },
  spec: { controller: 'zalando.org/skipper' },
});

// Watches Ingresses and gives those of the class an address. Its own change is news to it once more, and a change of nothing is not.
// A watch ends now and then, hence the loop; told to stop, it takes the watch with it.
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
 * Puts an Ingress controller with its class on the node's address, or none, whichever was before.
 *
 * The controller is the real skipper. It routes, and leaves it to another program to say in the status of an Ingress where it can be
 * reached; on a test cluster that is a loop of kubectl. So how an address comes to be is not the doing of any real controller here.
 */
export async function switchIngress(node: Node, ingress: Ingress): Promise<void> {
  await stopDaemon(node, STATUS_WRITER);
  // Told to end, skipper waits until load balancers would have noticed.
  for (const daemon of [CONTROLLER, API_PROXY]) await stopDaemon(node, daemon, 'KILL');
  await kubectl(node, ['delete', 'ingressclass', CLASS, '--ignore-not-found']);
  if (ingress === 'none') return;
  await kubectl(node, ['apply', '--server-side', '--filename', '-'], JSON.stringify(ingressClass(ingress !== 'other')));
  await startController(node);
  if (ingress === 'without-status') return;
  await startDaemon(node, STATUS_WRITER, [
    ...['sh', '-c', WRITE_STATUS, STATUS_WRITER],
    ...[NODE_KUBECONFIG, CLASS, controlPlaneAddress(node.families)],
  ]);
}

async function startController(node: Node): Promise<void> {
  const address = controlPlaneAddress(node.families);
  const host = address.includes(':') ? `[${address}]` : address;
  // Outside a pod, skipper knows no way to identify itself to an API server.
  await startDaemon(node, API_PROXY, [
    ...['kubectl', `--kubeconfig=${NODE_KUBECONFIG}`, 'proxy', `--port=${API_PROXY_PORT}`],
  ]);
  await waitUntil(node, { what: 'the proxy of the API to listen', log: API_PROXY, seconds: 30 }, () =>
    isListening(node, '127.0.0.1', API_PROXY_PORT),
  );
  await startDaemon(node, CONTROLLER, [
    'skipper',
    '-kubernetes',
    `-kubernetes-url=http://127.0.0.1:${API_PROXY_PORT}`,
    `-kubernetes-ingress-class=^${CLASS}$`,
    '-kubernetes-enable-tls',
    `-address=${host}:443`,
    `-insecure-address=${host}:80`,
  ]);
  await waitUntil(node, { what: 'skipper to listen', log: CONTROLLER, seconds: 60 }, async () => {
    return (await isListening(node, address, 443)) && (await isListening(node, address, 80));
  });
}

async function isListening(node: Node, address: string, port: number): Promise<boolean> {
  await runOnNode(node, ['bash', '-c', `</dev/tcp/${address}/${port}`]);
  return true;
}
