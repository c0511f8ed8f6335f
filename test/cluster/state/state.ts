import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { type ClusterLayout, clusterLayout } from './layout.ts';

const CILIUM_ENGINES = ['cilium', 'cilium-1.15'] as const;
/** The newest Cilium of those that have pins, or an older one. */
export type CiliumEngine = (typeof CILIUM_ENGINES)[number];

export const Engine = z.enum(['enforcing', 'npa-v1alpha1', 'npa-v1alpha2', 'kube-router', 'none', ...CILIUM_ENGINES]);
/**
 * What enforces NetworkPolicies: kube-network-policies, alone or with a version of admin network policies; the policy engine of
 * kube-router; nothing, as on a cluster with a plain CNI plugin; or Cilium.
 */
export type Engine = z.infer<typeof Engine>;

export function isCilium(engine: Engine): engine is CiliumEngine {
  return CILIUM_ENGINES.some((each) => each === engine);
}

export const AdminPolicyApi = z.enum(['none', 'v1alpha1', 'v1alpha2', 'v1beta1', 'v1beta1-only']);
/**
 * The versions of policy.networking.k8s.io that the API server has, whether or not anything enforces them. `v1beta1`: beside v1alpha2, as in
 * upstream's definitions; `v1beta1-only`: as in future definitions without v1alpha2.
 */
export type AdminPolicyApi = z.infer<typeof AdminPolicyApi>;

/**
 * Policies of Kyverno. Some generate NetworkPolicies: nothing in, nothing out, except in Sonobuoy's namespace; the same there, too; nothing in
 * from other namespaces; everything out except to the metadata service of clouds; the first again, by Kyverno's newer kind. The others refuse
 * pods like those of the specs, or change them.
 */
const KYVERNO_POLICIES = [
  'kyverno-deny-all',
  'kyverno-deny-sonobuoy',
  'kyverno-isolate',
  'kyverno-metadata',
  'kyverno-generating-policy',
  'kyverno-refuse-pods',
  'kyverno-change-pods',
] as const;
export type KyvernoPolicies = (typeof KYVERNO_POLICIES)[number];

export const DefaultPolicies = z.strictObject({
  /** `deny`: nothing in, nothing out. `isolate`: nothing in from other namespaces. `deny-sonobuoy`: like `deny`, but Sonobuoy's namespace also gets it. */
  kind: z.enum(['none', 'deny', 'isolate', 'deny-sonobuoy', ...KYVERNO_POLICIES]),
  /** Namespaces with this label get no policy; null: all get one except those of the cluster itself and Sonobuoy's. */
  exempt: z.string().nullable(),
});
/** The policies that an operator creates in every new namespace. */
export type DefaultPolicies = z.infer<typeof DefaultPolicies>;

export function isKyverno(kind: DefaultPolicies['kind']): kind is KyvernoPolicies {
  return KYVERNO_POLICIES.some((each) => each === kind);
}

export const NO_DEFAULT_POLICIES: DefaultPolicies = { kind: 'none', exempt: null };

export const Ingress = z.strictObject({
  /** The program that routes. */
  controller: z.enum(['none', 'haproxy', 'skipper', 'traefik']),
  /**
   * The kind of its class: `default`; `other`: not the default; `without-status`: the default, but its Ingresses get no address; `unreachable`: the
   * default, but its Ingresses get an address at which nothing listens.
   */
  as: z.enum(['default', 'other', 'without-status', 'unreachable']),
  /** Settings of Traefik, as `key=value`. */
  options: z.array(z.string()).readonly().optional(),
});
/** The Ingress controller, its class and its settings. */
export type Ingress = z.infer<typeof Ingress>;

export const NO_INGRESS: Ingress = { controller: 'none', as: 'default' };

export const IpFamily = z.enum(['ipv4', 'ipv6', 'dual']);
/** The addresses of nodes, pods and services; `dual`: of both families, IPv4 first. */
export type IpFamily = z.infer<typeof IpFamily>;

/** The namespaces of a node: their first process as the host numbers it, and the cgroups of its daemons. */
const Machine = z.strictObject({ init: z.int().positive(), joinGroups: z.array(z.string()).readonly() });

/** The version of the API that an engine needs. */
export function apiOfEngine(engine: Engine, ciliumOptions: readonly string[] = []): AdminPolicyApi {
  if (ciliumOptions.includes('enable-k8s-cluster-network-policy=true')) return 'v1alpha2';
  return engine === 'npa-v1alpha1' || engine === 'npa-v1alpha2'
    ? AdminPolicyApi.parse(engine.slice('npa-'.length))
    : 'none';
}

/** What later commands need to know about a running cluster. */
export const ClusterState = z.strictObject({
  name: z.string(),
  kubernetes: z.string(),
  sonobuoy: z.string(),
  engine: Engine,
  /** Settings of Cilium's agent, as `key=value`. */
  ciliumOptions: z.array(z.string()).readonly(),
  adminPolicyApi: AdminPolicyApi,
  defaultPolicies: DefaultPolicies,
  ingress: Ingress,
  ipFamily: IpFamily,
  /** The machines of the nodes; the first is the one with the control plane. */
  machines: z.tuple([Machine], Machine).readonly(),
});
export type ClusterState = z.infer<typeof ClusterState>;

export async function writeState(state: ClusterState): Promise<void> {
  await writeFile(clusterLayout(state.name).state, `${JSON.stringify(state, null, 2)}\n`);
}

/** The state of a running cluster, or undefined. */
export async function findState(layout: ClusterLayout): Promise<ClusterState | undefined> {
  const text = await readFile(layout.state, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { success, data, error } = ClusterState.safeParse(JSON.parse(text));
  if (success) return data;
  throw new ScsNetworkingError(
    'CLUSTER',
    `expected ${layout.state} as this version writes it, found another (${error.issues[0]?.path.join('.')}); \`npm run cluster -- down --name ${layout.name}\` takes that cluster down`,
  );
}

export async function readState(layout: ClusterLayout): Promise<ClusterState> {
  const state = await findState(layout);
  if (state === undefined) {
    throw new ScsNetworkingError(
      'CLUSTER',
      `expected a test cluster named ${layout.name}, found none; \`npm run cluster -- up --name ${layout.name}\` starts it`,
    );
  }
  return state;
}

/** A description of the engine for people. */
export function describeEngine({
  engine,
  ciliumOptions = [],
}: Partial<Pick<ClusterState, 'ciliumOptions'>> & Pick<ClusterState, 'engine'>): string {
  return [engine, ...ciliumOptions].join(' ');
}

/** A description of the nodes and their addresses for people. */
export function describeNodes({ nodes = 1, ipFamily = 'ipv4' }: { nodes?: number; ipFamily?: IpFamily }): string {
  return `${nodes} ${nodes === 1 ? 'node' : 'nodes'} of IP family ${ipFamily}`;
}

/** A description of the Ingress controller for people. */
export function describeIngress({ controller, as, options = [] }: Ingress): string {
  return controller === 'none' ? controller : `${controller} (${[as, ...options].join(', ')})`;
}
