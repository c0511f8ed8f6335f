import type { AdminPolicyApi, DefaultPolicies, Engine, Ingress, IpFamily } from './state.ts';

/** What a cluster is to be. */
export interface ClusterOptions {
  readonly name: string;
  readonly kubernetes: string;
  /** By default the one that tests run with. */
  readonly sonobuoy?: string;
  readonly engine: Engine;
  /** Settings of Cilium's agent, as `key=value`; none on other engines. */
  readonly ciliumOptions?: readonly string[];
  /** By default what the engine enforces. */
  readonly adminPolicyApi?: AdminPolicyApi;
  readonly defaultPolicies?: DefaultPolicies;
  /** By default none. */
  readonly ingress?: Ingress;
  /** By default one. */
  readonly nodes?: 1 | 2;
  /** By default IPv4. */
  readonly ipFamily?: IpFamily;
}
