import { cniTable } from './cni-table.ts';
import { isImageOf } from './image-reference.ts';

const tables = Object.values(cniTable);

/** Whether an image is that of some network plugin's agent. */
export function isAgentImage(image: string): boolean {
  return tables.some(({ images }) => isImageOf(image, images));
}

/** Whether a daemon set can be the agent of some network plugin, by its name or one of its images. */
export function isTellingDaemonSet(name: string, images: readonly string[]): boolean {
  return tables.some(({ daemonSets }) => daemonSets.includes(name)) || images.some(isAgentImage);
}

/** Whether an API group is one of some network plugin. */
export function isTellingGroup(group: string): boolean {
  return tables.some(({ apiGroups }) => apiGroups.includes(group));
}

/** Whether a label or annotation of a node is one of some network plugin. */
export function isTellingNodeKey(key: string): boolean {
  return tables.some(({ nodeKeys }) => nodeKeys.some((beginning) => key.startsWith(beginning)));
}

/** Whether an annotation of a pod is one of some network plugin. */
export function isTellingPodKey(key: string): boolean {
  return tables.some(({ podKeys }) => podKeys.some((beginning) => key.startsWith(beginning)));
}

/** Whether a node's reason for having a network is one that some network plugin gives. */
export function isTellingUpReason(reason: string): boolean {
  return tables.some(({ upReasons }) => upReasons.includes(reason));
}

/** What agents make for each node and for each pod, as Sonobuoy names the files. */
export const tellingResources = {
  ofNodes: tables.flatMap(({ nodeResources }) => nodeResources),
  ofPods: tables.flatMap(({ podResources }) => podResources),
} as const;
