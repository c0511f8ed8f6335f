import type { ClusterConnection } from './connection.ts';
import { configMapData } from './discovery.ts';

const NAMESPACE = 'kube-system';
const NAME = 'cilium-config';

/** Where Cilium's agents have their settings from, in words. */
export const CILIUM_SETTINGS = `ConfigMap ${NAMESPACE}/${NAME}`;

/** Settings of Cilium's agents, as far as they are not left to their defaults; null: there are none, or they are not for us to read. Never rejects. */
export async function ciliumSettings(cluster: ClusterConnection): Promise<Readonly<Record<string, string>> | null> {
  return await configMapData(cluster, NAMESPACE, NAME).catch(() => null);
}
