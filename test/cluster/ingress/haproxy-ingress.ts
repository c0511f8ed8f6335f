import { unpackedProgram } from '../builds/debian-packages.ts';
import { haproxyIngressSources } from '../builds/haproxy-ingress.ts';
import { kubectl } from '../control-plane/kubectl.ts';
import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { type Node, runOnNode, startDaemon, stopDaemon, waitUntil } from '../machine/daemon.ts';
import { controlPlaneAddress } from '../state/network.ts';
import { waitUntilListening } from './listening.ts';
import type { RunnableController } from './runnable-controller.ts';

const DAEMON = 'haproxy-ingress';
const HAPROXY = 'haproxy';
const NAMESPACE = 'kube-system';
/** The name of its settings, and of the Service in front of it. */
const OBJECT = 'haproxy-ingress';
/** The directory that stands for `/` in the files that the controller and HAProxy share. */
const ROOT = '/run/haproxy-ingress';
const MASTER_SOCKET = `${ROOT}/var/run/haproxy/master.sock`;

// HAProxy runs beside the controller, which makes it reload its configuration through a socket. It needs a first configuration to start.
const PREPARE = `
set -e
rm -rf ${ROOT}
mkdir -p ${ROOT}/etc/haproxy ${ROOT}/var/run/haproxy
cp -r --no-preserve=mode "$1/rootfs/etc/lua" ${ROOT}/etc/haproxy/lua
printf 'defaults\\n  timeout connect 1s\\n  timeout client 1s\\n  timeout server 1s\\n' > ${ROOT}/etc/haproxy/haproxy.cfg
`;
const RUN_HAPROXY = `
LD_LIBRARY_PATH=$(echo "$1"/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH
exec "$1/usr/sbin/haproxy" -W -S ${MASTER_SOCKET},mode,600 -f ${ROOT}/etc/haproxy
`;
// The controller takes its templates from \`rootfs\` of the directory in which it is started.
const RUN_CONTROLLER = 'cd "$1" && shift && exec "$@"';

/** The real haproxy-ingress. It gives Ingresses an address itself, once a minute: that of the Service in front of it. */
export const haproxyIngress: RunnableController = {
  className: 'haproxy',
  controllerName: 'haproxy-ingress.github.io/controller',
  async start(node, published) {
    const sources = await haproxyIngressSources();
    await runOnNode(node, ['sh', '-c', PREPARE, 'prepare', sources]);
    await startHaproxy(node);
    const address = controlPlaneAddress(node.families);
    await apply(node, { kind: 'ConfigMap', data: { 'bind-ip-addr-http': address } });
    if (published !== null) await publish(node, published);
    // There is no pod of this name; the controller uses it only as its own name among replicas.
    const environment = [`POD_NAMESPACE=${NAMESPACE}`, `POD_NAME=${DAEMON}`];
    await startDaemon(node, DAEMON, [
      ...['env', ...environment, 'sh', '-c', RUN_CONTROLLER, DAEMON, sources],
      DAEMON,
      `--kubeconfig=${NODE_KUBECONFIG}`,
      `--configmap=${NAMESPACE}/${OBJECT}`,
      `--local-filesystem-prefix=${ROOT}`,
      `--master-socket=${MASTER_SOCKET}`,
      '--enable-endpointslices-api',
      published === null ? '--update-status=false' : `--publish-service=${NAMESPACE}/${OBJECT}`,
    ]);
    await waitUntilListening(node, { what: DAEMON, log: DAEMON, seconds: 60 }, { address, ports: [80, 443] });
  },
  async stop(node) {
    // If it were asked to stop, it would remove the addresses that it gave.
    await stopDaemon(node, DAEMON, 'KILL');
    await stopDaemon(node, HAPROXY);
    await kubectl(node, ['--namespace', NAMESPACE, 'delete', 'service,configmap', OBJECT, '--ignore-not-found']);
  },
};

async function startHaproxy(node: Node): Promise<void> {
  await startDaemon(node, HAPROXY, ['sh', '-c', RUN_HAPROXY, HAPROXY, await unpackedProgram(HAPROXY)]);
  await waitUntil(node, { what: 'HAProxy to have its socket', log: HAPROXY, seconds: 10 }, async () => {
    await runOnNode(node, ['test', '-S', MASTER_SOCKET]);
    return true;
  });
}

/** Creates the Service as if a load balancer in front of the node had this address; kube-proxy ignores an address of mode `Proxy`. */
async function publish(node: Node, address: string): Promise<void> {
  const service = {
    kind: 'Service',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: [{ ip: address, ipMode: 'Proxy' }] } },
  };
  await apply(node, service);
  await apply(node, service, ['--subresource', 'status']);
}

async function apply(
  node: Node,
  object: { readonly kind: string; readonly [field: string]: unknown },
  how: readonly string[] = [],
): Promise<void> {
  const whole = { apiVersion: 'v1', metadata: { name: OBJECT, namespace: NAMESPACE }, ...object };
  await kubectl(node, ['apply', '--server-side', ...how, '--filename', '-'], JSON.stringify(whole));
}
