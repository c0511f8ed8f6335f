import { isChosen } from '../../results-parsers/checks/choice.ts';
import type { CheckPhase } from '../../results-parsers/documents/checks/check-definition.ts';
import { type CheckObservations, observationsFile } from '../../results-parsers/documents/checks/check-observations.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import type { Check, CheckSettings } from './check.ts';
import { failed, notCarriedOut, runCheck, STOPPED } from './run-check.ts';

/** Where checks run. */
export interface CheckedCluster {
  readonly cluster: ClusterConnection;
  readonly settings: CheckSettings;
}

export interface ChecksRun {
  /** Asked once, if there is a check to run. If it rejects, every check's observations say why. */
  readonly reach: () => Promise<CheckedCluster>;
  readonly runId: string;
  /** Which checks run: see isChosen. */
  readonly choice: string;
  /** Seconds by a check's id, in place of those of its definition. */
  readonly budgets: ReadonlyMap<string, number>;
  /** Aborted when the run is to stop. */
  readonly stop: AbortSignal;
  /** Keeps a file of evidence, by its path among the evidence. */
  readonly write: (path: string, content: string) => void;
  /** Told before each check, and how many of how many have ended by then. */
  readonly onCheck: (id: string, ended: number, all: number) => void;
}

/**
 * Runs those of the checks that are of this phase and chosen, one after the other, and keeps what each observes. Once the run is to
 * stop no further one starts, and the observations of the others say so. Never rejects.
 */
export async function runChecks(
  phase: CheckPhase,
  checks: readonly Check[],
  run: ChecksRun,
): Promise<CheckObservations[]> {
  const chosen = checks.filter(({ definition }) => definition.phase === phase && isChosen(run.choice, definition));
  if (chosen.length === 0) return [];
  const reached = await run.reach().catch(failed);
  const observed: CheckObservations[] = [];
  for (const check of chosen) {
    if (!run.stop.aborted) run.onCheck(check.definition.id, observed.length, chosen.length);
    const observations = await observationsOf(check, run, reached);
    run.write(observationsFile(check.definition.id), `${JSON.stringify(observations, null, 2)}\n`);
    observed.push(observations);
  }
  return observed;
}

async function observationsOf(
  check: Check,
  { runId, budgets, stop }: ChecksRun,
  reached: CheckedCluster | ReturnType<typeof failed>,
): Promise<CheckObservations> {
  const { id, budgetSeconds } = check.definition;
  if (stop.aborted) return notCarriedOut(check, STOPPED);
  if ('kind' in reached) return notCarriedOut(check, reached);
  return await runCheck(check, { ...reached, runId, stop, budgetSeconds: budgets.get(id) ?? budgetSeconds });
}
