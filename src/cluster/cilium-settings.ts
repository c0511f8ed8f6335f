import type { ClusterConnection } from './connection.ts';
import { configMapData } from './discovery.ts';

const NAMESPACE = 'kube-system';
const NAME = 'cilium-config';

/** Where Cilium's agents get their settings from, in words. */
export const CILIUM_SETTINGS = `ConfigMap ${NAMESPACE}/${NAME}`;

/** Settings of Cilium's agents that are not left at their defaults; null: there are none, or we may not read them. Never rejects. */
export async function ciliumSettings(cluster: ClusterConnection): Promise<Readonly<Record<string, string>> | null> {
  return await configMapData(cluster, NAMESPACE, NAME).catch(() => null);
}
