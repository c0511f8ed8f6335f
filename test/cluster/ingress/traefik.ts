import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { startDaemon, stopDaemon } from '../machine/daemon.ts';
import { controlPlaneAddress } from '../state/network.ts';
import { removeGatewayApi, serveGatewayApi } from './gateway-api.ts';
import { waitUntilListening } from './listening.ts';
import type { RunnableController } from './runnable-controller.ts';

const DAEMON = 'traefik';
const CLASS = 'traefik';
const INGRESS = 'providers.kubernetesingress';
/** The setting with which it also serves the Gateway API, which the API server then has to have. */
const GATEWAY = 'providers.kubernetesgateway=true';

/**
 * The real Traefik. It writes the given address into the status of Ingresses itself. It listens as in its own chart, without and with TLS, under
 * the names `web` and `websecure`; all other settings are its defaults.
 */
export const traefik: RunnableController = {
  className: CLASS,
  controllerName: 'traefik.io/ingress-controller',
  async start(node, published, options) {
    if (options.includes(GATEWAY)) await serveGatewayApi(node, CLASS, 'traefik.io/gateway-controller');
    const address = controlPlaneAddress(node.families);
    const host = address.includes(':') ? `[${address}]` : address;
    const settings = [
      `entrypoints.web.address=${host}:80`,
      `entrypoints.websecure.address=${host}:443`,
      'entrypoints.websecure.http.tls=true',
      `${INGRESS}=true`,
      ...(published === null ? [] : [`${INGRESS}.ingressendpoint.ip=${published}`]),
      'global.checknewversion=false',
      'global.sendanonymoususage=false',
      ...options,
    ];
    await startDaemon(node, DAEMON, [
      ...['env', `KUBECONFIG=${NODE_KUBECONFIG}`, DAEMON],
      ...settings.map((setting) => `--${setting}`),
    ]);
    await waitUntilListening(node, { what: DAEMON, log: DAEMON, seconds: 60 }, { address, ports: [80, 443] });
  },
  async stop(node) {
    // If it were asked to stop, it would first let connections end.
    await stopDaemon(node, DAEMON, 'KILL');
    await removeGatewayApi(node);
  },
};
