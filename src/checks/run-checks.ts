import type { CheckPhase } from '../../results-parsers/checks/check-definition.ts';
import { type CheckObservations, observationsFile } from '../../results-parsers/checks/check-observations.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import type { Check, CheckSettings } from './check.ts';
import { isChosen } from './choice.ts';
import { runCheck } from './run-check.ts';

export interface ChecksRun {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly settings: CheckSettings;
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
 * stop no further one starts. Never rejects.
 */
export async function runChecks(
  phase: CheckPhase,
  checks: readonly Check[],
  run: ChecksRun,
): Promise<CheckObservations[]> {
  const { cluster, runId, settings, choice, budgets, stop, write, onCheck } = run;
  const chosen = checks.filter(({ definition }) => definition.phase === phase && isChosen(choice, definition));
  const observed: CheckObservations[] = [];
  for (const check of chosen) {
    if (stop.aborted) break;
    const { id, budgetSeconds } = check.definition;
    onCheck(id, observed.length, chosen.length);
    const budget = budgets.get(id) ?? budgetSeconds;
    const observations = await runCheck(check, { cluster, runId, settings, stop, budgetSeconds: budget });
    write(observationsFile(id), `${JSON.stringify(observations, null, 2)}\n`);
    observed.push(observations);
  }
  return observed;
}
