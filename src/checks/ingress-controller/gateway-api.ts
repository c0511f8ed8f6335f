import type { IngressFacts } from '../../../results-parsers/checks/ingress-controller/facts.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { listObjects, type ServedKind, servedGroups, servedKinds } from '../../cluster/discovery.ts';

const GROUP = 'gateway.networking.k8s.io';

/** What the cluster has of the Gateway API. Reads only; what cannot be read counts as missing. Never rejects. */
export async function gatewayApi(cluster: ClusterConnection): Promise<IngressFacts['gateway']> {
  try {
    const group = (await servedGroups(cluster)).find(({ name }) => name === GROUP);
    const kinds = await kindsIn(cluster, group?.versions ?? []);
    const classKind = kinds.find(({ kind }) => kind === 'GatewayClass');
    const classes = classKind === undefined ? [] : await listObjects(cluster, classKind, null);
    return {
      served: kinds.map(({ kind, apiVersion }) => `${kind} ${apiVersion.slice(GROUP.length + 1)}`).sort(),
      classes: classes.map(({ metadata }) => metadata.name).sort(),
    };
  } catch {
    return { served: [], classes: [] };
  }
}

/** Each kind in the preferred version of those that have it: not every version of the group has every kind. */
async function kindsIn(cluster: ClusterConnection, versions: readonly string[]): Promise<ServedKind[]> {
  const kinds = new Map<string, ServedKind>();
  for (const version of versions) {
    for (const served of await servedKinds(cluster, GROUP, version)) {
      if (!kinds.has(served.kind)) kinds.set(served.kind, served);
    }
  }
  return [...kinds.values()];
}
