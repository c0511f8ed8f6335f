import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import { against, type ClusterAccess } from '../access/access.ts';
import { makeUserObjects, removeUserObjects, userObjectsAsTheyAre } from '../checks/user-objects.ts';
import { codesIn, remainsIn, runChecks } from './check-run.ts';
import type { CheckState } from './check-state.ts';
import type { MatrixRow } from './matrix-row.ts';

/** Runs the plugin's checks on a cluster in this state, and compares the verdict. @param file path at which the archive is kept */
export async function checkState(access: ClusterAccess, state: CheckState, file: string): Promise<MatrixRow> {
  const { userObjects = [], withoutDefinition } = state;
  await makeUserObjects(access, userObjects);
  if (withoutDefinition !== undefined) await against(access, ['kubectl', 'delete', 'crd', withoutDefinition]);
  const before = await userObjectsAsTheyAre(access, userObjects);
  const startedAt = performance.now();
  const verdict = await runChecks(access, clausesOf(state), file, state.isDeclared);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await userObjectsAsTheyAre(access, userObjects);
  await removeUserObjects(access, userObjects);
  return {
    name: state.name,
    found: `${foundIn(verdict, state)}, ${Math.round(seconds)} s`,
    problems: [...problemsIn(verdict, state), ...(before === after ? [] : [`a user's objects changed, to:\n${after}`])],
  };
}

const CLAUSES = ['admin-network-policy', 'default-restrictions', 'ingress'] as const;

/** The clauses for which the state expects an outcome. */
function clausesOf({ expected }: CheckState): (typeof CLAUSES)[number][] {
  return CLAUSES.filter((clause) => expected[clause] !== undefined);
}

function outcomeIn(verdict: Verdict, clause: (typeof CLAUSES)[number]): string {
  return verdict.clauses.find(({ id }) => id === clause)?.outcome ?? 'none';
}

function foundIn(verdict: Verdict, state: CheckState): string {
  return [...clausesOf(state).map((clause) => `${clause} ${outcomeIn(verdict, clause)}`), verdict.run.ending].join(
    ', ',
  );
}

function saidIn(verdict: Verdict): string {
  return verdict.clauses.flatMap(({ findings }) => findings.map(({ text }) => text)).join('\n');
}

function problemsIn(verdict: Verdict, state: CheckState): string[] {
  const { expected } = state;
  const codes = codesIn(verdict);
  const wrong = clausesOf(state).filter((clause) => outcomeIn(verdict, clause) !== expected[clause]);
  return [
    ...wrong.map((clause) => `expected ${clause} to be ${expected[clause]}, found ${outcomeIn(verdict, clause)}`),
    ...(verdict.run.ending === expected.ending
      ? []
      : [`expected the run to end ${expected.ending}, found ${verdict.run.ending}`]),
    ...expected.codes.filter((code) => !codes.has(code)).map((code) => `expected the finding ${code}, found none`),
    ...(expected.says ?? [])
      .filter((words) => !saidIn(verdict).includes(words))
      .map((words) => `expected a text with '${words}', found none`),
    ...remainsIn(verdict),
  ];
}
