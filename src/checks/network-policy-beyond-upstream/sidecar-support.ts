import type { ModelPod } from '../../../results-parsers/policy-model/landscape.ts';
import { compareVersions } from '../../../results-parsers/standard/versions.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { serverMinor } from '../../cluster/server-version.ts';

/** Before, the API server ignores that an init container is to run for as long as the pod, and the pod waits for its end. */
const FIRST_MINOR = '1.29';

/** Whether pods can have sidecars. Rejects with CLUSTER if the API server does not report its version. */
export async function hasSidecars(cluster: ClusterConnection): Promise<boolean> {
  return (compareVersions(await serverMinor(cluster), FIRST_MINOR) ?? -1) >= 0;
}

/** Why nothing about sidecars can be asked; null: there is a pod that has one. */
export function withoutSidecars({ pods }: { readonly pods: readonly Pick<ModelPod, 'ports'>[] }): string | null {
  const isThere = pods.some(({ ports }) => ports.some(({ sidecar }) => sidecar));
  return isThere ? null : `Pods have sidecars only from Kubernetes ${FIRST_MINOR} on.`;
}
