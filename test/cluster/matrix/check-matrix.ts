import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testClusterAccess } from '../access/access.ts';
import { say } from '../progress/steps.ts';
import type { CheckState } from './check-state.ts';
import { type MatrixCluster, withMatrixCluster } from './matrix-cluster.ts';
import { matrixPlan } from './matrix-plan.ts';
import { type MatrixRow, tableOf } from './matrix-row.ts';
import { ScenarioBench } from './scenario-bench.ts';
import type { ScenarioCase } from './scenario-cases.ts';
import { type SeenCase, scenarioRow } from './scenario-row.ts';
import { checkState } from './state-run.ts';

/**
 * Brings clusters into every state that the checks distinguish, runs every scenario on engines that must pass or fail it, and prints whether
 * each is judged correctly.
 * @param only words in the names of rows
 * @returns whether all are judged correctly
 */
export async function runCheckMatrix(kubernetes: string, only: readonly string[] | undefined): Promise<boolean> {
  const plan = matrixPlan(only);
  const kept = process.env['SCS_NETWORKING_KEEP_ARCHIVES'];
  const archives = kept ?? (await mkdtemp(join(tmpdir(), 'scs-networking-checks-')));
  await mkdir(archives, { recursive: true });
  // Also when an interrupt ends the process.
  if (kept === undefined) process.once('exit', () => rmSync(archives, { recursive: true, force: true }));
  const rows: MatrixRow[] = [];
  const seen: SeenCase[] = [];
  try {
    for (const { states, cases } of plan.clusters) {
      await withMatrixCluster(kubernetes, async (cluster) => {
        for (const state of states) rows.push(await stateRow(cluster, state, archives));
        for (const each of cases) seen.push(await seenCase(cluster, each, archives));
      });
    }
  } finally {
    rows.push(...plan.scenarios.map((id) => scenarioRow(id, seen)));
    process.stdout.write(tableOf(rows));
  }
  return rows.every(({ problems }) => problems.length === 0);
}

function fileNameOf({ name }: { readonly name: string }): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.tar.gz`;
}

async function stateRow(cluster: MatrixCluster, state: CheckState, archives: string): Promise<MatrixRow> {
  const row = await cluster.within<MatrixRow>(
    state.cluster,
    (running) => checkState(testClusterAccess(running), state, join(archives, fileNameOf(state))),
    (problem) => ({ name: state.name, found: '', problems: [problem] }),
  );
  say(`${row.name}: ${row.found}${row.problems.map((problem) => `\n  ${problem}`).join('')}`);
  return row;
}

async function seenCase(cluster: MatrixCluster, each: ScenarioCase, archives: string): Promise<SeenCase> {
  say(`scenarios on ${each.name}`);
  const startedAt = performance.now();
  const conclusion = await cluster.within<SeenCase['conclusion']>(
    each.cluster,
    async (running) => {
      const bench = await ScenarioBench.open(running, join(archives, fileNameOf(each)));
      return await each.conclude(bench).finally(() => bench.close());
    },
    (problem) => ({ problem }),
  );
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  say(`scenarios on ${each.name}: ${'problem' in conclusion ? conclusion.problem : conclusion.text} (${seconds} s)`);
  return { case: each, conclusion };
}
