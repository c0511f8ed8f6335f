import { join } from 'node:path';
import { moduleSources } from '../builds/module-sources.ts';
import { moduleDirectory } from '../builds/pins.ts';
import { kubectl } from '../control-plane/kubectl.ts';
import type { Node } from '../machine/daemon.ts';

const GROUP = 'gateway.networking.k8s.io';
/** The kinds of the standard channel. */
const KINDS = ['backendtlspolicies', 'gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', 'referencegrants'];

/** Adds the Gateway API to the API server, in the version with which Traefik is built, and a class of this name for a controller. */
export async function serveGatewayApi(node: Node, className: string, controllerName: string): Promise<void> {
  const sources = await moduleSources(moduleDirectory('traefik'), 'sigs.k8s.io/gateway-api');
  for (const kind of KINDS) {
    const file = join(sources, 'config/crd/standard', `${GROUP}_${kind}.yaml`);
    await kubectl(node, ['apply', '--server-side', '--filename', file]);
    await kubectl(node, ['wait', '--for=condition=Established', '--timeout=30s', `crd/${kind}.${GROUP}`]);
  }
  const metadata = { name: className };
  const gatewayClass = { apiVersion: `${GROUP}/v1`, kind: 'GatewayClass', metadata, spec: { controllerName } };
  await kubectl(node, ['apply', '--server-side', '--filename', '-'], JSON.stringify(gatewayClass));
}

/** Removes the Gateway API with all its objects, if it is there. */
export async function removeGatewayApi(node: Node): Promise<void> {
  const names = KINDS.map((kind) => `${kind}.${GROUP}`);
  await kubectl(node, ['delete', 'crd', ...names, '--ignore-not-found']);
}
