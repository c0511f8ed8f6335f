import { isDeepStrictEqual } from 'node:util';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { buildParts, placeBinaries } from '../builds/build-parts.ts';
import { TESTED_SONOBUOY } from '../builds/tested-versions.ts';
import { switchEngine } from '../engines/policy-engine.ts';
import { switchIngress } from '../ingress/ingress-controller.ts';
import { nodeOf, nodesOf } from '../nodes/nodes.ts';
import { switchAdminPolicyApi } from '../policies/admin-policy-api.ts';
import { switchDefaultPolicies } from '../policies/default-policies.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import { clusterLayout } from '../state/layout.ts';
import {
  apiOfEngine,
  type ClusterState,
  describeEngine,
  describeIngress,
  describeNodes,
  isCilium,
  NO_DEFAULT_POLICIES,
  NO_INGRESS,
  writeState,
} from '../state/state.ts';

/**
 * Switches a running cluster to the requested engine and additions.
 *
 * @throws USAGE if that needs another cluster
 */
export async function adjust(
  running: ClusterState,
  options: ClusterOptions,
  say: (line: string) => void,
): Promise<ClusterState> {
  const { sonobuoy = TESTED_SONOBUOY } = options;
  for (const [what, wanted, found] of [
    ['Kubernetes', options.kubernetes, running.kubernetes],
    ['Sonobuoy', sonobuoy, running.sonobuoy],
  ]) {
    if (wanted === found) continue;
    throw new ScsNetworkingError(
      'USAGE',
      `expected ${what} ${wanted} in cluster ${running.name}, found ${found} running; ` +
        'take it down first or choose another --name',
    );
  }
  const { ciliumOptions = [] } = options;
  const wanted = describeNodes(options);
  const found = describeNodes({ nodes: running.machines.length, ipFamily: running.ipFamily });
  if (wanted !== found) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected ${wanted} in cluster ${running.name}, found ${found} running; take it down first or choose another --name`,
    );
  }
  const isSameEngine = running.engine === options.engine && isDeepStrictEqual(running.ciliumOptions, ciliumOptions);
  if (isSameEngine && !mustStartAnew(running, options)) return await adjustAdditions(running, options, say);
  if (!isSameEngine && [running.engine, options.engine].some(isCilium)) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected engine ${describeEngine(options)} in cluster ${running.name}, found ${describeEngine(running)} running; ` +
        'Cilium connects the pods, so a running cluster cannot change to it, from it or its options: take it down first or choose another --name',
    );
  }
  const { binaries } = await buildParts(options, say);
  await placeBinaries(clusterLayout(running.name), binaries);
  say(`switching the policy engine of ${running.name} from ${running.engine} to ${options.engine}`);
  const nodes = nodesOf(running);
  // The kinds that an engine enforces must exist when it starts.
  await Promise.all(nodes.map((node) => switchEngine(node, 'none', [])));
  const adjusted = await adjustAdditions({ ...running, engine: options.engine }, options, say);
  await Promise.all(nodes.map((node) => switchEngine(node, options.engine, [])));
  return adjusted;
}

/** Whether the engine has to restart because definitions that it watches change. */
function mustStartAnew(
  running: ClusterState,
  { engine, adminPolicyApi = apiOfEngine(engine) }: ClusterOptions,
): boolean {
  return apiOfEngine(engine) !== 'none' && running.adminPolicyApi !== adminPolicyApi;
}

/** Adds the requested admin network policies, default policies and Ingress controller. */
async function adjustAdditions(
  running: ClusterState,
  options: ClusterOptions,
  say: (line: string) => void,
): Promise<ClusterState> {
  const { adminPolicyApi = apiOfEngine(options.engine, options.ciliumOptions), defaultPolicies = NO_DEFAULT_POLICIES } =
    options;
  const { ingress = NO_INGRESS } = options;
  const node = nodeOf(running);
  if (running.adminPolicyApi !== adminPolicyApi) {
    say(`switching policy.networking.k8s.io of ${running.name} from ${running.adminPolicyApi} to ${adminPolicyApi}`);
    await switchAdminPolicyApi(node, adminPolicyApi);
  }
  if (!isDeepStrictEqual(running.defaultPolicies, defaultPolicies)) {
    const { binaries } = await buildParts(options, say);
    await placeBinaries(clusterLayout(running.name), binaries);
    say(
      `switching the default policies of ${running.name} from ${running.defaultPolicies.kind} to ${defaultPolicies.kind}`,
    );
    await switchDefaultPolicies(node, running.defaultPolicies, defaultPolicies);
  }
  if (!isDeepStrictEqual(running.ingress, ingress)) {
    const { binaries } = await buildParts(options, say);
    await placeBinaries(clusterLayout(running.name), binaries);
    const [from, to] = [running.ingress, ingress].map(describeIngress);
    say(`switching the Ingress controller of ${running.name} from ${from} to ${to}`);
    await switchIngress(node, ingress);
  }
  const adjusted = { ...running, adminPolicyApi, defaultPolicies, ingress };
  await writeState(adjusted);
  return adjusted;
}
