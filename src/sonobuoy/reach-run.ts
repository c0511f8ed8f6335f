import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { connectAsOperator } from '../cluster/operator-connection.ts';
import { findSonobuoyRun, type SonobuoyRun } from '../cluster/sonobuoy-run.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import type { SonobuoyTarget } from './sonobuoy.ts';
import { readStatus } from './status.ts';
import { terminationRemedy, terminationText } from './stuck-namespace.ts';
import { sonobuoyVersion } from './version.ts';

/** A run that has just been started does not show yet what it runs. */
const PATIENCE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 2_000;

/**
 * The run of our plugin in the namespace, whoever started it. If there is one that does not yet say what it runs, waits for up to a
 * minute.
 *
 * @throws CLUSTER if there is none; TOOL_MISSING and INPUT_UNREADABLE as the preflight checks
 */
export async function reachRun(
  target: SonobuoyTarget,
  patienceMilliseconds = PATIENCE_MILLISECONDS,
): Promise<{ cluster: ClusterConnection; run: SonobuoyRun }> {
  await sonobuoyVersion();
  const cluster = connectAsOperator(target.kubeconfig, target.context);
  const until = performance.now() + patienceMilliseconds;
  const expected = `expected a run of the plugin ${PLUGIN_NAME} in the namespace ${target.namespace}`;
  for (;;) {
    const run = await findSonobuoyRun(cluster, target.namespace);
    if (run?.termination) {
      const found = `found that ${terminationText(target.namespace, run.termination, new Date())}`;
      throw new ScsNetworkingError('CLUSTER', `${expected}, ${found}. ${terminationRemedy(target.namespace)}`);
    }
    if (run === null || run.aggregator === null) {
      const found = run === null ? 'no such namespace' : 'a namespace without a run of Sonobuoy';
      throw new ScsNetworkingError('CLUSTER', `${expected}, found ${found}; \`scs-networking run\` starts one`);
    }
    if (run.startedAs !== null || run.plugins.has(PLUGIN_NAME)) return { cluster, run };
    const answer = await readStatus(target);
    const plugins = answer.kind === 'known' ? (answer.status.plugins ?? []).map(({ plugin }) => plugin) : [];
    if (plugins.includes(PLUGIN_NAME)) return { cluster, run };
    if (plugins.length > 0 || performance.now() >= until) {
      const found =
        plugins.length === 0 ? 'one that does not say yet which plugins it runs' : `one of ${plugins.join(', ')}`;
      throw new ScsNetworkingError('CLUSTER', `${expected}, found ${found}`);
    }
    await sleep(PAUSE_MILLISECONDS);
  }
}
