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
  /** Aborts when the run is to stop. */
  readonly stop: AbortSignal;
  /** Keeps a file of evidence, by its path among the evidence. */
  readonly write: (path: string, content: string) => void;
  /** Called whenever checks begin or one ends. */
  readonly onChange: (progress: ChecksProgress) => void;
}

/** How far the checks of a phase are. */
export interface ChecksProgress {
  readonly all: number;
  readonly ended: number;
  /** Those that run, with the moment at which each began, in milliseconds of performance.now(). */
  readonly running: readonly { readonly check: Check; readonly since: number }[];
  /** Those that have not begun. */
  readonly waiting: readonly Check[];
}

/**
 * Runs the chosen checks of this phase and keeps what each one observes, in the order of the checks. Those that may run beside others start
 * together; those that must run alone follow one by one. Once the run is to stop, no further check starts, and the observations of those
 * left say so. Never rejects.
 */
export async function runChecks(
  phase: CheckPhase,
  checks: readonly Check[],
  run: ChecksRun,
): Promise<CheckObservations[]> {
  const chosen = checks.filter(({ definition }) => definition.phase === phase && isChosen(run.choice, definition));
  if (chosen.length === 0) return [];
  const reached = await run.reach().catch(failed);
  const observed = new Map<Check, CheckObservations>();
  const running = new Map<Check, number>();
  const tell = (): void => {
    if (run.stop.aborted) return;
    run.onChange({
      all: chosen.length,
      ended: observed.size,
      running: [...running].map(([check, since]) => ({ check, since })),
      waiting: chosen.filter((check) => !observed.has(check) && !running.has(check)),
    });
  };
  const observe = async (check: Check): Promise<void> => {
    const observations = await observationsOf(check, run, reached);
    run.write(observationsFile(check.definition.id), `${JSON.stringify(observations, null, 2)}\n`);
    running.delete(check);
    observed.set(check, observations);
    tell();
  };
  const together = async (several: readonly Check[]): Promise<void> => {
    for (const check of several) running.set(check, performance.now());
    if (several.length > 0) tell();
    await Promise.all(several.map(observe));
  };
  await together(chosen.filter(({ alone }) => !alone));
  for (const check of chosen.filter(({ alone }) => alone)) await together([check]);
  return chosen.flatMap((check) => observed.get(check) ?? []);
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
