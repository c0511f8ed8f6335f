import { cniTable } from './cni-table.ts';
import { isImageOf } from './image-reference.ts';

const tables = Object.values(cniTable);

/** Whether an image belongs to the agent of a known network plugin. */
export function isAgentImage(image: string): boolean {
  return tables.some(({ images }) => isImageOf(image, images));
}

/** Whether a daemon set's name or one of its images may make it the agent of a known network plugin. */
export function isTellingDaemonSet(name: string, images: readonly string[]): boolean {
  return tables.some(({ daemonSets }) => daemonSets.includes(name)) || images.some(isAgentImage);
}

/** Whether an API group belongs to a known network plugin. */
export function isTellingGroup(group: string): boolean {
  return tables.some(({ apiGroups }) => apiGroups.includes(group));
}

/** Whether a label or annotation of a node comes from a known network plugin. */
export function isTellingNodeKey(key: string): boolean {
  return tables.some(({ nodeKeys }) => nodeKeys.some((beginning) => key.startsWith(beginning)));
}

/** Whether an annotation of a pod comes from a known network plugin. */
export function isTellingPodKey(key: string): boolean {
  return tables.some(({ podKeys }) => podKeys.some((beginning) => key.startsWith(beginning)));
}

/** Whether a node's reason for having a network comes from a known network plugin. */
export function isTellingUpReason(reason: string): boolean {
  return tables.some(({ upReasons }) => upReasons.includes(reason));
}

/** The objects that agents make for each node and each pod, by Sonobuoy's file names. */
export const tellingResources = {
  ofNodes: tables.flatMap(({ nodeResources }) => nodeResources),
  ofPods: tables.flatMap(({ podResources }) => podResources),
} as const;
