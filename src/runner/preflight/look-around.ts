import type { PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';
import { ciliumSettings } from '../../cluster/cilium-settings.ts';
import { ciliumVersion } from '../../cluster/cilium-version.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import type { NodeState } from '../../cluster/nodes.ts';
import { listNodes } from '../../cluster/nodes.ts';
import { missingPermissions, type Permission } from '../../cluster/permissions.ts';
import { whyNamespaceIsRefused } from '../../cluster/spec-like-objects.ts';
import { labelDelay } from './label-delay.ts';
import { EXEMPT_THE_SPECS, problem } from './problem.ts';
import { windowsNodes } from './windows-nodes.ts';

/** What the specs and our own objects need, each in all namespaces. */
export const NEEDED_PERMISSIONS: readonly Permission[] = [
  ...['create', 'delete', 'get', 'list', 'update'].map((verb) => ({ verb, group: '', resource: 'namespaces' })),
  ...['create', 'delete', 'get', 'list', 'update'].map((verb) => ({ verb, group: '', resource: 'pods' })),
  { verb: 'create', group: '', resource: 'pods/exec' },
  { verb: 'create', group: '', resource: 'services' },
  { verb: 'create', group: '', resource: 'serviceaccounts' },
  { verb: 'list', group: '', resource: 'nodes' },
  ...['create', 'update', 'delete'].map((verb) => ({ verb, group: 'networking.k8s.io', resource: 'networkpolicies' })),
];

export interface Surroundings {
  readonly nodes: readonly NodeState[];
  readonly problems: readonly PreflightProblem[];
}

/** What can be seen without creating anything. Rejects with CLUSTER if the API server does not answer. */
export async function lookAround(cluster: ClusterConnection): Promise<Surroundings> {
  const missing = await missingPermissions(cluster, NEEDED_PERMISSIONS);
  // The following steps would be refused for that reason alone.
  if (missing.length > 0) return { nodes: [], problems: [lackOf(missing)] };
  const [nodes, refused, settings, version] = await Promise.all([
    listNodes(cluster),
    whyNamespaceIsRefused(cluster),
    ciliumSettings(cluster),
    ciliumVersion(cluster),
  ]);
  const problems: PreflightProblem[] = [];
  if (nodes.every(({ unusable }) => unusable !== null)) {
    const why = nodes.map(({ name, unusable }) => `${name}: ${unusable}`).join('; ') || 'the cluster has no node';
    problems.push(
      problem('no-node', `No node accepts the specs' pods (${why}).`, 'Provide a ready Linux node without taints.'),
    );
  }
  if (refused !== null) {
    problems.push(
      problem(
        'namespace-refused',
        `The cluster refuses a namespace like those of the specs (${refused}).`,
        EXEMPT_THE_SPECS,
      ),
    );
  }
  for (const warning of [windowsNodes(nodes), labelDelay(settings, version)])
    if (warning !== null) problems.push(warning);
  return { nodes, problems };
}

function lackOf(missing: readonly Permission[]): PreflightProblem {
  const names = missing.map(({ verb, group, resource }) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`);
  return problem(
    'permission-missing',
    `The plugin may not do what the specs do: ${names.join(', ')}.`,
    'Run Sonobuoy with its own service account and cluster role (leave out --aggregator-permissions), or grant these.',
  );
}
