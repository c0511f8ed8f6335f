import { counted } from '../../results-parsers/core/counted.ts';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { catalogueMinors, catalogueOf } from '../../results-parsers/standard/catalogue.ts';
import { parseKubernetesVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { listNodeKinds } from '../cluster/nodes.ts';
import { connectAsOperator } from '../cluster/operator-connection.ts';
import { findSonobuoyRun, serverVersion, sonobuoyNamespaces } from '../cluster/sonobuoy-run.ts';
import { aboutNodes } from './about-nodes.ts';
import { lookAtPolicies } from './about-policies.ts';
import type { PreflightCheck, PreflightOptions } from './preflight-check.ts';
import { runInTheWay } from './run-in-the-way.ts';
import type { SonobuoyTarget } from './sonobuoy.ts';
import { sonobuoyVersion } from './version.ts';

/** The findings of the checks that a run needs. */
export interface Preflight {
  readonly checks: readonly PreflightCheck[];
  /** Null: some check failed. */
  readonly ready: { readonly cluster: ClusterConnection; readonly sonobuoyVersion: string } | null;
}

type Look = Pick<PreflightCheck, 'outcome' | 'text'>;

/** Checks from outside whether a run can be started. Changes nothing, and never rejects for what it finds. */
export async function preflight(target: SonobuoyTarget, options: PreflightOptions = {}): Promise<Preflight> {
  const checks: PreflightCheck[] = [];
  const check = async (name: PreflightCheck['name'], look: () => Promise<Look>): Promise<boolean> => {
    try {
      checks.push({ name, ...(await look()) });
      return true;
    } catch (error) {
      if (!(error instanceof ScsNetworkingError)) throw error;
      checks.push({ name, outcome: 'failed', text: error.message, error });
      return false;
    }
  };
  let tool = '';
  let cluster: ClusterConnection | undefined;
  await check('sonobuoy', async () => {
    tool = await sonobuoyVersion();
    return { outcome: 'passed', text: tool };
  });
  let version = '';
  const isReachable = await check('cluster', async () => {
    const connection = connectAsOperator(target.kubeconfig, target.context);
    version = await serverVersion(connection);
    cluster = connection;
    return {
      outcome: 'passed',
      text: `${connection.config.getCurrentCluster()?.server} (context ${connection.config.currentContext})`,
    };
  });
  const connection = cluster;
  if (!isReachable || connection === undefined) {
    for (const name of ['kubernetes', 'nodes', 'namespace', 'policies'] as const) {
      checks.push({ name, outcome: 'unknown', text: 'not known, since the cluster does not answer' });
    }
    return { checks, ready: null };
  }
  await check('kubernetes', async () => aboutVersion(version));
  await check('nodes', async () => await lookAtNodes(connection, options));
  let isThere = false;
  await check('namespace', async () => {
    const run = await findSonobuoyRun(connection, target.namespace);
    isThere = run !== null;
    if (run !== null) throw runInTheWay(run, new Date());
    return { outcome: 'passed', text: `${target.namespace} is free` };
  });
  await check('policies', async () => {
    const { namespace } = target;
    return await lookAtPolicies(connection, { name: namespace, labels: options.namespaceLabel ?? new Map(), isThere });
  });
  await check('other runs', async () => {
    const others = (await sonobuoyNamespaces(connection)).filter((name) => name !== target.namespace);
    if (others.length === 0) return { outcome: 'passed', text: 'none' };
    const text = `Sonobuoy also runs in ${others.join(', ')}: the runs can slow each other down, and slow specs can fail`;
    return { outcome: 'noted', text };
  });
  const isReady = checks.every(({ outcome }) => outcome === 'passed' || outcome === 'noted');
  return { checks, ready: isReady ? { cluster: connection, sonobuoyVersion: tool } : null };
}

/** A user who may not list nodes may still start a run. */
async function lookAtNodes(cluster: ClusterConnection, options: PreflightOptions): Promise<Look> {
  try {
    return aboutNodes(await listNodeKinds(cluster), options);
  } catch (error) {
    if (!(error instanceof ScsNetworkingError)) throw error;
    return { outcome: 'noted', text: `not known: ${error.message}` };
  }
}

function aboutVersion(text: string): Look {
  const version = parseKubernetesVersion(text);
  if (version === undefined) {
    return {
      outcome: 'noted',
      text: `${text}, which is not a version of Kubernetes, so the verdict can only be inconclusive`,
    };
  }
  const catalogue = catalogueOf(version.minor);
  if (catalogue !== undefined)
    return { outcome: 'passed', text: `${text}, ${counted(catalogue.length, 'spec is', 'specs are')} required` };
  const known = `${catalogueMinors[0]} to ${catalogueMinors.at(-1)}`;
  return {
    outcome: 'noted',
    text: `${text}; the catalogue covers ${known}, so the verdict uses the specs that the run's own e2e binary lists`,
  };
}
