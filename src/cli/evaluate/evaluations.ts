import type { Assignment, EvaluationSettings, PrintedEvaluation } from './evaluate-one.ts';
import { inOrder } from './in-order.ts';

/** Verdicts per job that may wait for the one before them; a verdict has about 100 kB. */
const AHEAD_PER_JOB = 16;

/** The archives of a call. */
export type Assignments = {
  archives: readonly string[];
  /** Problems of some of them, which are therefore not evaluated. */
  problems: ReadonlyMap<string, string>;
  assignmentOf: (archive: string) => Assignment;
  /** Wraps an evaluation whose result is already known, or is to be kept. */
  through?: Through;
};

export type Through = (assignment: Assignment, evaluate: Evaluate) => Promise<PrintedEvaluation>;
type Evaluate = (assignment: Assignment) => Promise<PrintedEvaluation>;

/**
 * The evaluations in the order of the archives. A single small archive needs no thread, and does not wait for one to start. Whatever happens
 * to a thread is reported here, and nothing is left behind.
 */
export async function* evaluations(
  { archives, problems, assignmentOf, through = (assignment, evaluate) => evaluate(assignment) }: Assignments,
  settings: EvaluationSettings,
  jobs: number,
): AsyncGenerator<PrintedEvaluation> {
  // Loaded only now: parsers take several times as long to load as printing help takes altogether.
  const [archive] = archives;
  const hasLimits = Object.keys(settings.limits).length > 0;
  if (archives.length === 1 && archive !== undefined && problems.size === 0 && !hasLimits && (await isSmall(archive))) {
    const { evaluateOne } = await import('./evaluate-one.ts');
    yield await through(assignmentOf(archive), (assignment) => evaluateOne(assignment, settings));
    return;
  }
  const { EvaluationPool } = await import('./evaluation-pool.ts');
  const pool = new EvaluationPool(jobs, settings);
  const evaluate: Evaluate = (assignment) => pool.evaluate(assignment);
  try {
    yield* inOrder(archives, jobs * AHEAD_PER_JOB, async (archive) => {
      const problem = problems.get(archive);
      return problem === undefined ? await through(assignmentOf(archive), evaluate) : await refused(archive, problem);
    });
  } finally {
    await pool.close();
  }
}

async function refused(archive: string, problem: string): Promise<PrintedEvaluation> {
  const { complaintOf } = await import('../input/usable-input.ts');
  return { archive, ending: 'unusable', complaint: complaintOf(archive, problem) };
}

async function isSmall(archive: string): Promise<boolean> {
  const { STANDARD_INPUT } = await import('../input/evaluate-input.ts');
  const { isInStore } = await import('../store/location.ts');
  const { cannotRunOut } = await import('./cannot-run-out.ts');
  return archive !== STANDARD_INPUT && !isInStore(archive) && cannotRunOut(archive);
}
