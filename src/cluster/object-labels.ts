import { CoreV1Api, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';

/** Values by key; null: the label is to go. */
export type LabelChange = Readonly<Record<string, string | null>>;

const mergePatch = () => setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** Changes labels of a pod of ours. Rejects with CLUSTER, saying the API server's reason, if it is refused. */
export async function changePodLabels(
  cluster: ClusterConnection,
  namespace: string,
  name: string,
  labels: LabelChange,
): Promise<void> {
  const request = { namespace, name, body: { metadata: { labels } } };
  await cluster
    .api(CoreV1Api)
    .patchNamespacedPod(request, mergePatch())
    .catch((cause: unknown) => {
      throw clusterError(`the API server to change labels of the pod ${namespace}/${name}`, cause);
    });
}

/** Changes labels of a namespace of ours. Rejects as changePodLabels does. */
export async function changeNamespaceLabels(
  cluster: ClusterConnection,
  name: string,
  labels: LabelChange,
): Promise<void> {
  await cluster
    .api(CoreV1Api)
    .patchNamespace({ name, body: { metadata: { labels } } }, mergePatch())
    .catch((cause: unknown) => {
      throw clusterError(`the API server to change labels of the namespace ${name}`, cause);
    });
}
