import { type CniMarks, CniName, cniTable } from './cni-table.ts';
import { isImageOf } from './image-reference.ts';

type AgentMarks = Pick<CniMarks, 'daemonSets' | 'images'>;

/** Plugins some of whose daemon sets leave NetworkPolicies to others, or whose images other daemon sets have, too. */
const exceptions: Partial<Readonly<Record<CniName, AgentMarks>>> = {
  'azure-cni': { daemonSets: ['azure-npm'], images: ['containernetworking/azure-npm'] },
  flannel: { daemonSets: [], images: [] },
  'kube-ovn': { daemonSets: ['ovs-ovn'], images: [] },
  'ovn-kubernetes': { ...cniTable['ovn-kubernetes'], images: [] },
};

const all: readonly AgentMarks[] = CniName.options.map((name) => exceptions[name] ?? cniTable[name]);

/** The names of the daemon sets that are known to enforce NetworkPolicies on the nodes of their pods. */
export const policyAgentNames: readonly string[] = all.flatMap(({ daemonSets }) => daemonSets).sort();

/** Whether the pods of a daemon set are known, by its name or an image, to enforce NetworkPolicies on their nodes. */
export function isPolicyAgent(name: string, images: readonly string[]): boolean {
  return all.some((marks) => marks.daemonSets.includes(name) || images.some((image) => isImageOf(image, marks.images)));
}
