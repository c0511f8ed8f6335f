import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateArchive } from '../../../results-parsers/evaluate-archive.ts';
import { readDeclarations } from '../../../results-parsers/standard/declarations/read-declarations.ts';
import type { Verdict } from '../../../results-parsers/verdict/verdict.ts';
import { packageVersion } from '../../../src/runner/package-version.ts';
import { against, type ClusterAccess, testClusterAccess } from '../access.ts';
import { down, up } from '../cluster.ts';
import { interruptTakesDown } from '../interrupt.ts';
import { loadPluginImage } from '../plugin-image.ts';
import { OUR_NAME, OUR_PLUGIN } from '../scenario.ts';
import { deleteRun, retrieve, startRun, waitForRun } from '../sonobuoy.ts';
import { say } from '../steps.ts';
import { makeUserObjects, removeUserObjects, userObjectsAsTheyAre } from '../user-objects.ts';
import { type CheckState, checkStates } from './check-states.ts';

const CLUSTER = 'check-matrix';
const DECLARATIONS = join(import.meta.dirname, '../../../plugin/declarations.example.yaml');

/** The specs are not what these runs are about: one that is quick tells whether they run at all. */
const SETTINGS: Readonly<Record<string, string>> = {
  SCS_FOCUS: 'Netpol API should support creating NetworkPolicy API operations',
};

/** What became of a state: what was found, and what of it should not be. */
export interface CheckedState {
  readonly state: CheckState;
  readonly seconds: number;
  readonly found: string;
  readonly problems: readonly string[];
}

/**
 * Brings a cluster into every state, runs the plugin's checks on it and prints whether each is judged rightly.
 * @returns whether all are
 */
export async function runCheckMatrix(kubernetes: string, only: readonly string[] | undefined): Promise<boolean> {
  const kept = process.env['SCS_NETWORKING_KEEP_ARCHIVES'];
  const archives = kept ?? (await mkdtemp(join(tmpdir(), 'scs-networking-checks-')));
  await mkdir(archives, { recursive: true });
  const states = checkStates.filter(({ name }) => only === undefined || only.some((words) => name.includes(words)));
  const checked: CheckedState[] = [];
  const interrupt = interruptTakesDown(CLUSTER);
  try {
    await down(CLUSTER);
    let hasImage = false;
    for (const state of states) {
      const cluster = await up({ name: CLUSTER, kubernetes, ...state.cluster }, say);
      if (!hasImage) await loadPluginImage(cluster, say);
      hasImage = true;
      const file = join(archives, `${fileNameOf(state)}.tar.gz`);
      const result = await checkState(testClusterAccess(cluster), state, file);
      say(`${state.name}: ${result.found}${result.problems.map((problem) => `\n  ${problem}`).join('')}`);
      checked.push(result);
    }
  } catch (error) {
    return await interrupt.instead(error);
  } finally {
    await down(CLUSTER);
    interrupt.disarm();
    if (kept === undefined) await rm(archives, { recursive: true, force: true });
  }
  process.stdout.write(tableOf(checked));
  return checked.every(({ problems }) => problems.length === 0);
}

const fileNameOf = ({ name }: CheckState): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Runs the plugin's checks on a cluster in this state, and says what of it is not as expected. @param file where the archive is kept */
export async function checkState(access: ClusterAccess, state: CheckState, file: string): Promise<CheckedState> {
  const { userObjects = [], withoutDefinition } = state;
  await makeUserObjects(access, userObjects);
  if (withoutDefinition !== undefined) await against(access, ['kubectl', 'delete', 'crd', withoutDefinition]);
  const before = await userObjectsAsTheyAre(access, userObjects);
  const startedAt = performance.now();
  const settings = Object.entries({ ...SETTINGS, SCS_CHECKS: clausesOf(state).join(',') }).flatMap(([name, value]) => [
    '--plugin-env',
    `${OUR_NAME}.${name}=${value}`,
  ]);
  try {
    await startRun(access, ['--plugin', OUR_PLUGIN, ...settings]);
    await waitForRun(access, 30);
    await retrieve(access, file);
  } finally {
    await deleteRun(access);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await userObjectsAsTheyAre(access, userObjects);
  await removeUserObjects(access, userObjects);
  const verdict = await verdictOn(file, state.isDeclared === true);
  return {
    state,
    seconds,
    found: foundIn(verdict, state),
    problems: [...problemsIn(verdict, state), ...(before === after ? [] : [`a user's objects changed, to:\n${after}`])],
  };
}

async function verdictOn(file: string, isDeclared: boolean): Promise<Verdict> {
  const declarations = readDeclarations(await readFile(DECLARATIONS), 'declarations.example.yaml');
  return await evaluateArchive(createReadStream(file), {
    archiveName: 'archive.tar.gz',
    toolVersion: packageVersion,
    ...(isDeclared ? { declarations } : {}),
  });
}

const CLAUSES = ['admin-network-policy', 'default-restrictions', 'ingress'] as const;

/** Those that the state says something of. */
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

function problemsIn(verdict: Verdict, state: CheckState): string[] {
  const { expected } = state;
  const codes = new Set(verdict.clauses.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const wrong = clausesOf(state).filter((clause) => outcomeIn(verdict, clause) !== expected[clause]);
  return [
    ...wrong.map((clause) => `expected ${clause} to be ${expected[clause]}, found ${outcomeIn(verdict, clause)}`),
    ...(verdict.run.ending === expected.ending
      ? []
      : [`expected the run to end ${expected.ending}, found ${verdict.run.ending}`]),
    ...expected.codes.filter((code) => !codes.has(code)).map((code) => `expected the finding ${code}, found none`),
    ...(codes.has('objects-left') || codes.has('cleanup-unknown') ? ['expected nothing to be left behind'] : []),
  ];
}

function tableOf(checked: readonly CheckedState[]): string {
  const rows = checked.map(({ state, seconds, found, problems }) => {
    const verdict = problems.length === 0 ? 'as expected' : problems.join('; ');
    return `| ${state.name} | ${found} | ${Math.round(seconds)} s | ${verdict} |`;
  });
  return ['| state | found | run | |', '|---|---|---|---|', ...rows, ''].join('\n');
}
