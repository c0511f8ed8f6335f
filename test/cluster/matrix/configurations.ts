import { type ClusterState, describeEngine } from '../state/state.ts';

/** The engine of a row of the table, with its options that differ from the defaults. */
export type Configuration = Pick<ClusterState, 'engine' | 'ciliumOptions'>;

const cilium = (...ciliumOptions: string[]): Configuration => ({ engine: 'cilium', ciliumOptions });

const CONFIGURATIONS: readonly Configuration[] = [
  cilium(),
  cilium('policy-cidr-match-mode=pods'),
  { engine: 'enforcing', ciliumOptions: [] },
  { engine: 'none', ciliumOptions: [] },
  cilium('enable-policy=always'),
  cilium('enable-k8s-cluster-network-policy=true'),
  cilium('identity-max-jitter=0s'),
  { engine: 'npa-v1alpha1', ciliumOptions: [] },
  { engine: 'npa-v1alpha2', ciliumOptions: [] },
  { engine: 'kube-router', ciliumOptions: [] },
  { engine: 'cilium-1.15', ciliumOptions: [] },
];

/** The rows' names, such as `cilium policy-cidr-match-mode=pods`. */
export const configurationNames: readonly string[] = CONFIGURATIONS.map(describeEngine);

/**
 * These rows answer whether specs also fail by chance without Cilium's delay, and with a Cilium from before it, which does not depend on the
 * version of Kubernetes.
 */
const ON_ONE_VERSION = ['cilium identity-max-jitter=0s', 'cilium-1.15'];

/** The names of the rows that every version of Kubernetes has. */
export const namesOnEveryVersion: readonly string[] = configurationNames.filter(
  (name) => !ON_ONE_VERSION.includes(name),
);

/** @returns the configurations of these names, or all */
export function configurationsOf(names: readonly string[] | undefined): readonly Configuration[] {
  return CONFIGURATIONS.filter((each) => names === undefined || names.includes(describeEngine(each)));
}
