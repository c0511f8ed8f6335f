import type { AdminPolicyApi, DefaultPolicies, Engine, Ingress, IpFamily } from './state.ts';

/** The options of a cluster. */
export interface ClusterOptions {
  readonly name: string;
  readonly kubernetes: string;
  /** By default the version that tests use. */
  readonly sonobuoy?: string;
  readonly engine: Engine;
  /** Settings of Cilium's agent, as `key=value`; none on other engines. */
  readonly ciliumOptions?: readonly string[];
  /** By default the version that the engine enforces. */
  readonly adminPolicyApi?: AdminPolicyApi;
  readonly defaultPolicies?: DefaultPolicies;
  /** By default no controller. */
  readonly ingress?: Ingress;
  /** By default one node. */
  readonly nodes?: 1 | 2;
  /** By default IPv4. */
  readonly ipFamily?: IpFamily;
}
