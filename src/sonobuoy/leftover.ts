import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { findSonobuoyRun, type SonobuoyRun } from '../cluster/sonobuoy-run.ts';
import { age } from './age.ts';
import { removeRun } from './clean-up.ts';
import type { LeftoverChoice } from './leftover-choice.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import type { SonobuoyTarget } from './sonobuoy.ts';
import { readStatus } from './status.ts';
import { terminationRemedy, terminationText } from './stuck-namespace.ts';

/** After this, whoever was starting a run has given up on it. */
const START_MILLISECONDS = 5 * 60_000;
/** By then, a pod of a plugin that runs is there, or Sonobuoy has noticed that it is gone. */
const POD_MILLISECONDS = 5 * 60_000;

/**
 * Handles a run of ours that is in the way, as was chosen. A run that somebody else has started stays as it is. Resolves to the run
 * to follow in place of a new one; null: there is none.
 *
 * @param say told what is removed
 * @throws CLUSTER if a run that goes on was to be replaced, or a namespace does not go
 */
export async function dealWithLeftover(
  cluster: ClusterConnection,
  target: SonobuoyTarget,
  choice: LeftoverChoice,
  say: (sentence: string) => void,
): Promise<SonobuoyRun | null> {
  if (choice === 'refuse') return null;
  const run = await findSonobuoyRun(cluster, target.namespace);
  if (run === null || run.startedAs === null) return null;
  const now = new Date();
  const started = `the run ${run.startedAs}, started ${age(now.getTime() - run.createdAt.getTime())} ago`;
  if (choice === 'attach') {
    if (run.termination !== null || run.aggregator === null) return null;
    say(`Following ${started}, in place of a new one.`);
    return run;
  }
  if (!(await hasEnded(run, target, now))) {
    throw new ScsNetworkingError(
      'CLUSTER',
      `expected that ${started} in the namespace ${target.namespace}, has ended, found that it is still running; --leftover attach follows it`,
    );
  }
  say(`Removing the leftovers of ${started}.`);
  const held = await removeRun(cluster, target, run, new Set(), 'at-once');
  if (held === null) return null;
  throw new ScsNetworkingError(
    'CLUSTER',
    `expected the namespace to be deleted, found that ${terminationText(target.namespace, held, new Date())}. ${terminationRemedy(target.namespace)}`,
  );
}

/** Whether nothing more will come of the run. */
async function hasEnded(run: SonobuoyRun, target: SonobuoyTarget, now: Date): Promise<boolean> {
  const { aggregator, termination, createdAt, plugins } = run;
  const milliseconds = now.getTime() - createdAt.getTime();
  if (termination !== null) return true;
  if (aggregator === null) return milliseconds > START_MILLISECONDS;
  if (aggregator.phase === 'Failed' || aggregator.phase === 'Succeeded') return true;
  const answer = await readStatus(target);
  if (answer.kind !== 'known') return false;
  if (answer.status.status === 'complete' || answer.status.status === 'failed') return true;
  const isPodless = (plugins.get(PLUGIN_NAME) ?? []).length === 0;
  return answer.status.status === 'running' && isPodless && milliseconds > POD_MILLISECONDS;
}
