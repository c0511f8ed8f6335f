import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../../../results-parsers/core/errors.ts';
import { inParallel } from '../../../../src/checks/network-policy-beyond-upstream/in-parallel.ts';
import { serverVersion } from '../../../../src/cluster/sonobuoy-run.ts';
import { connectToTestCluster } from '../../access/connection.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { interruptTakesDown } from '../../lifecycle/interrupt.ts';
import { say } from '../../progress/steps.ts';
import type { ClusterOptions } from '../../state/cluster-options.ts';
import { releaseOf } from '../engine-row.ts';
import type { DefectBench } from './defect-bench.ts';
import { DefectTable, withSeen } from './defect-table.ts';
import { type DefectJob, type DefectWork, defectWork } from './defect-work.ts';
import { withLiar } from './defective-engine.ts';

const DATA = join(import.meta.dirname, '../../../../docs/defects.json');
const NAME = 'defect-matrix';
/** More would make connections so slow that what is open seems blocked. */
const AT_A_TIME = 10;

export interface DefectMatrixOptions {
  readonly kubernetes: string;
  /** Words of the names of defects, which are tried anew; undefined: all of which not everything was seen yet. */
  readonly only: readonly string[] | undefined;
  /** After so many, nothing more is begun. */
  readonly minutes: number;
}

/**
 * Gives a real engine one defect after another, and notes in docs/defects.json who notices: our scenarios, our drawn policies, and upstream's specs.
 * What has been seen is kept at once, so that a matrix that is ended goes on where it was.
 *
 * @returns whether all that was begun could be seen
 */
export async function runDefectMatrix({ kubernetes, only, minutes }: DefectMatrixOptions): Promise<boolean> {
  const directory = process.env['SCS_NETWORKING_KEEP_ARCHIVES'] ?? join(tmpdir(), 'scs-networking-defects');
  await mkdir(directory, { recursive: true });
  const end = Date.now() + minutes * 60_000;
  const isTimeUp = (): boolean => Date.now() >= end;
  const missed: string[] = [];
  for (const work of defectWork(await readTable(), only)) {
    if (isTimeUp()) break;
    missed.push(...(await onCluster(kubernetes, work, directory, isTimeUp)));
  }
  if (missed.length > 0) process.stderr.write(`expected to see all of it, found:\n${missed.join('\n')}\n`);
  return missed.length === 0;
}

async function onCluster(
  kubernetes: string,
  { cluster, jobs }: DefectWork,
  directory: string,
  isTimeUp: () => boolean,
): Promise<string[]> {
  const interrupt = interruptTakesDown(NAME);
  const options: ClusterOptions = { name: NAME, kubernetes, engine: 'enforcing', ...cluster };
  await down(NAME);
  try {
    const state = await up(options, say);
    const connection = await connectToTestCluster(state);
    const version = await serverVersion(connection.cluster);
    const bench: Omit<DefectBench, 'liar'> = {
      state,
      cluster: connection.cluster,
      engine: `kube-network-policies ${(await releaseOf('enforcing')) ?? ''}`,
      kubernetes: version,
      directory,
    };
    try {
      const lied = jobs.filter(({ bypass }) => bypass === undefined);
      const bypassed = jobs.filter(({ bypass }) => bypass !== undefined);
      const missed =
        lied.length === 0
          ? []
          : await withLiar(state, (liar) =>
              inParallel(lied, AT_A_TIME, (job) => done(job, { ...bench, liar }, isTimeUp)),
            );
      // They are about all packets, so that nothing can be beside them.
      for (const job of bypassed) missed.push(await done(job, { ...bench, liar: null }, isTimeUp));
      return missed.flatMap((each) => each ?? []);
    } finally {
      await connection.close();
    }
  } catch (error) {
    return await interrupt.instead(error);
  } finally {
    await down(NAME);
    interrupt.disarm();
  }
}

/** @returns what kept it from being seen */
async function done(job: DefectJob, bench: DefectBench, isTimeUp: () => boolean): Promise<string | null> {
  if (isTimeUp()) return null;
  say(job.name);
  try {
    for (const row of await job.see(bench)) {
      await keep((table) => withSeen(table, row));
      say(`${job.name}: ${JSON.stringify(row)}`);
    }
    return null;
  } catch (error) {
    say(`${job.name}: ${messageOf(error)}`);
    return `${job.name}: ${messageOf(error)}`;
  }
}

async function readTable(): Promise<DefectTable> {
  const text = await readFile(DATA, 'utf8').catch(() => null);
  if (text === null) return { apiVersion: 'scs-networking/v1', kind: 'DefectTable', rows: [] };
  return DefectTable.parse(JSON.parse(text));
}

let writing: Promise<void> = Promise.resolve();

/** One after another, as several things are seen at a time. */
async function keep(change: (table: DefectTable) => DefectTable): Promise<void> {
  writing = writing.then(async () => {
    await writeFile(DATA, `${JSON.stringify(change(await readTable()), null, 2)}\n`);
  });
  await writing;
}
