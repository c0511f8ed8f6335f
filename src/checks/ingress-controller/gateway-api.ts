import type { IngressFacts } from '../../../results-parsers/checks/ingress-controller/facts.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { listObjects, servedGroups, servedKinds } from '../../cluster/discovery.ts';

const GROUP = 'gateway.networking.k8s.io';

/** What the cluster has of the Gateway API. Reads only; what cannot be read is as if it were not there. Never rejects. */
export async function gatewayApi(cluster: ClusterConnection): Promise<IngressFacts['gateway']> {
  try {
    const group = (await servedGroups(cluster)).find(({ name }) => name === GROUP);
    const [version] = group?.versions ?? [];
    if (version === undefined) return { served: [], classes: [] };
    const kinds = await servedKinds(cluster, GROUP, version);
    const classes = await listObjects(cluster, { apiVersion: `${GROUP}/${version}`, plural: 'gatewayclasses' }, null);
    return {
      served: kinds.map(({ kind }) => `${kind} ${version}`).sort(),
      classes: classes.map(({ metadata }) => metadata.name).sort(),
    };
  } catch {
    return { served: [], classes: [] };
  }
}
