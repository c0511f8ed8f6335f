import type { Conclusion } from '../../../results-parsers/checks/conclusion.ts';
import {
  pathIds,
  type ScenarioId,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { MatrixRow } from './matrix-row.ts';
import type { ScenarioCase, ScenarioOutcome } from './scenario-cases.ts';

/** The result of a case: its conclusion, or the problem that prevented one. */
export interface SeenCase {
  readonly case: Pick<ScenarioCase, 'name' | 'expected'>;
  readonly conclusion: Conclusion | { readonly problem: string };
}

const PASS_AND_FAILURE: readonly ScenarioOutcome[] = ['yes', 'no'];
/** Scenarios whose outcome the API leaves open, so that they neither pass nor fail. */
const withoutPassAndFailure: Partial<Record<ScenarioId, readonly ScenarioOutcome[]>> = {
  'established-connection': ['reported', 'unknown'],
  ...Object.fromEntries(pathIds.map((id) => [id, ['reported', 'not-applicable'] as const])),
};
const OUTCOMES: readonly ScenarioOutcome[] = ['yes', 'no', 'reported', 'unknown', 'not-applicable'];

/** The engines on which a scenario passed and failed. Problems are unexpected answers, and a missing pass or failure. */
export function scenarioRow(id: ScenarioId, seen: readonly SeenCase[]): MatrixRow {
  const asked = seen.flatMap((each) => outcomeIn(id, each) ?? []);
  const namesOf = (outcome: ScenarioOutcome): string[] =>
    asked.filter((each) => each.outcome === outcome).map(({ name }) => name);
  const found = OUTCOMES.filter((outcome) => namesOf(outcome).length > 0);
  const wanted = withoutPassAndFailure[id];
  const missing = (wanted ?? PASS_AND_FAILURE).filter((outcome) => !found.includes(outcome));
  return {
    name: id,
    found: [
      ...(wanted === undefined ? [] : ['neither passes nor fails by design']),
      ...found.map((outcome) => `${outcome}: ${namesOf(outcome).join(', ')}`),
    ].join('; '),
    problems: [
      ...asked.flatMap(({ problem }) => problem ?? []),
      ...missing.map((outcome) => `expected ${outcome} on one of them, found none`),
    ],
  };
}

interface AskedCase {
  readonly name: string;
  readonly outcome: ScenarioOutcome | null;
  readonly problem: string | null;
}

/** @returns null if the case is not about this scenario */
function outcomeIn(id: ScenarioId, { case: { name, expected }, conclusion }: SeenCase): AskedCase | null {
  const allowed = expected[id];
  if (allowed === undefined) return null;
  if ('problem' in conclusion) return { name, outcome: null, problem: `${name}: ${conclusion.problem}` };
  const part = conclusion.parts?.find((each) => each.id === id);
  if (part === undefined) return { name, outcome: null, problem: `${name}: found no answer` };
  const { answer, text } = part;
  const problem = `${name}: expected ${allowed.join(' or ')}, found ${answer}: ${text}`;
  return { name, outcome: answer, problem: allowed.includes(answer) ? null : problem };
}
