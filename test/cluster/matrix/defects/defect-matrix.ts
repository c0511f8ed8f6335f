import { mkdir } from 'node:fs/promises';
import { messageOf } from '../../../../results-parsers/core/errors.ts';
import { serverVersion } from '../../../../src/cluster/sonobuoy-run.ts';
import { connectToTestCluster } from '../../access/connection.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { interruptTakesDown } from '../../lifecycle/interrupt.ts';
import { say } from '../../progress/steps.ts';
import type { ClusterOptions } from '../../state/cluster-options.ts';
import { releaseOf } from '../engine-row.ts';
import type { DefectBench } from './defect-bench.ts';
import { DefectLab } from './defect-lab.ts';
import { withSeen } from './defect-table.ts';
import { type DefectJob, type DefectJobs, type DefectWork, defectWork } from './defect-work.ts';
import { withLiar } from './defective-engine.ts';
import { directoryForObservations, keep, readTable } from './kept-table.ts';

const NAME = 'defect-matrix';
/** The processor time that more pods request does not fit on a node with two cores. */
const LABS = 7;
const SUITES = 3;

export interface DefectMatrixOptions {
  readonly kubernetes: string;
  /** Words in the names of jobs to repeat; undefined: all jobs without a result. */
  readonly only: readonly string[] | undefined;
  /** After this many, nothing more is started. */
  readonly minutes: number;
}

/**
 * Gives a real engine one defect after another, and records in docs/defects.json which of our scenarios, our drawn policies and upstream's specs
 * notice it. Results are saved at once, so that an interrupted matrix continues where it stopped.
 *
 * @returns whether every job that was started gave a result
 */
export async function runDefectMatrix({ kubernetes, only, minutes }: DefectMatrixOptions): Promise<boolean> {
  const directory = directoryForObservations();
  await mkdir(directory, { recursive: true });
  const end = Date.now() + minutes * 60_000;
  const isTimeUp = (): boolean => Date.now() >= end;
  const missed: string[] = [];
  for (const work of defectWork(await readTable(), only)) {
    if (isTimeUp()) break;
    missed.push(...(await onCluster(kubernetes, work, directory, isTimeUp)));
  }
  if (missed.length > 0)
    process.stderr.write(`expected a result of every job, but these failed:\n${missed.join('\n')}\n`);
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
    const bench: Omit<DefectBench, 'liar'> = {
      state,
      cluster: connection.cluster,
      engine: `kube-network-policies ${(await releaseOf('enforcing')) ?? ''}`,
      kubernetes: await serverVersion(connection.cluster),
      directory,
    };
    try {
      return await withLiar(state, async (liar) => await sideBySide(jobs, { ...bench, liar }, isTimeUp));
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

/** @returns the jobs without a result, and why */
async function sideBySide(jobs: DefectJobs, bench: DefectBench, isTimeUp: () => boolean): Promise<string[]> {
  const missed: string[] = [];
  const [ours, upstream] = [[...jobs.ours], [...jobs.upstream]];
  const next = <T>(list: T[]): T | undefined => (isTimeUp() ? undefined : list.shift());
  const inLab = async (): Promise<void> => {
    const lab = await DefectLab.open(bench).catch((error: unknown) => {
      missed.push(messageOf(error));
      return null;
    });
    if (lab === null) return;
    for (let job = next(ours); job !== undefined; job = next(ours)) missed.push(...(await done(job, bench, lab)));
    await lab.close();
  };
  const inSuite = async (): Promise<void> => {
    for (let job = next(upstream); job !== undefined; job = next(upstream)) missed.push(...(await done(job, bench)));
  };
  const workers = [
    ...Array.from({ length: Math.min(LABS, ours.length) }, () => inLab()),
    ...Array.from({ length: Math.min(SUITES, upstream.length) }, () => inSuite()),
  ];
  await Promise.all(workers);
  return missed;
}

async function done<Needs extends readonly unknown[]>(
  { name, see }: DefectJob<Needs>,
  bench: DefectBench,
  ...needs: Needs
): Promise<string[]> {
  say(name);
  try {
    for (const row of await see(bench, ...needs)) {
      await keep((table) => withSeen(table, row));
      say(`${name}: ${JSON.stringify(row)}`);
    }
    return [];
  } catch (error) {
    say(`${name}: ${messageOf(error)}`);
    return [`${name}: ${messageOf(error)}`];
  }
}
