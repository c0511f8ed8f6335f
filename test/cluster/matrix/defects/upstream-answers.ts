import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { JunitReader } from '../../../../results-parsers/junit/junit-reader.ts';
import type { JunitCase } from '../../../../results-parsers/junit/junit-report.ts';
import { markedSuiteName } from '../../../../src/cluster/run-mark.ts';
import { specPattern } from '../../../../src/runner/suite/spec-pattern.ts';
import { inNetwork } from '../../machine/machine.ts';
import { nodeOf } from '../../nodes/nodes.ts';
import { clusterLayout } from '../../state/layout.ts';
import type { DefectBench } from './defect-bench.ts';
import type { SeenByUpstream } from './defect-table.ts';
import { fullNames, shortName } from './upstream-choice.ts';

const MINUTES = 20;
/** For more specs than this, several suites run side by side. */
const SPECS_OF_ONE = 6;
const MOST_SUITES = 4;

/**
 * Runs upstream's specs on an engine with these defects.
 *
 * @param specs names without the common beginning and end of full names
 * @throws Error if another number of specs ran
 */
export async function upstreamWithDefect(
  bench: DefectBench,
  defects: readonly string[],
  specs: readonly string[],
): Promise<SeenByUpstream> {
  const startedAt = performance.now();
  const suites = Math.min(MOST_SUITES, Math.ceil(specs.length / SPECS_OF_ONE));
  const shares = Array.from({ length: suites }, (_, index) => specs.filter((_spec, place) => place % suites === index));
  const runs = await Promise.all(shares.map((share) => suiteWithDefect(bench, defects, share)));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const cases = runs.flatMap((run) => run.cases);
  const namesOf = (state: JunitCase['state']): string[] =>
    cases.filter((each) => each.state === state).map(({ name }) => shortName(name));
  const [failed, passed] = [namesOf('failed'), namesOf('passed')];
  if (failed.length + passed.length !== specs.length) {
    throw new Error(`expected ${specs.length} specs to pass or fail, found ${failed.length + passed.length}`);
  }
  const digest = createHash('sha256');
  for (const { report } of runs) digest.update(report);
  return {
    engine: bench.engine,
    kubernetes: bench.kubernetes,
    together: defects.length,
    lies: runs.reduce((sum, { lies }) => sum + lies, 0),
    seconds,
    failed,
    passed,
    reports: digest.digest('hex'),
  };
}

interface SuiteRun {
  readonly cases: readonly JunitCase[];
  readonly report: Uint8Array;
  readonly lies: number;
}

/** Runs the specs one after another. The engine is lied to about the suite's namespaces, which the name of its file marks. */
async function suiteWithDefect(
  { liar, state, directory, kubernetes }: DefectBench,
  defects: readonly string[],
  specs: readonly string[],
): Promise<SuiteRun> {
  const runId = randomUUID();
  const reports = join(directory, 'upstream', runId);
  await mkdir(reports, { recursive: true });
  const { bin, kubeconfig, root } = clusterLayout(state.name);
  const suite = join(root, markedSuiteName(runId));
  await copyFile(join(bin, 'e2e.test'), suite);
  await liar.simulate(runId, ...defects);
  const minor = /^v(\d+\.\d+)/.exec(kubernetes)?.[1] ?? '';
  const [program = 'sh', ...args] = inNetwork(nodeOf(state).machine, [
    suite,
    `--ginkgo.focus=${specPattern(fullNames(minor, specs))}`,
    `--ginkgo.timeout=${MINUTES}m`,
    '--disable-log-dump',
    '--provider=local',
    `--report-dir=${reports}`,
    `--kubeconfig=${kubeconfig}`,
  ]);
  const stdout = { file: join(reports, 'log') };
  await execa(program, args, { reject: false, stdout, stderr: { file: join(reports, 'errors') } });
  await rm(suite);
  const report = await readFile(join(reports, 'junit_01.xml'));
  return { cases: casesIn(report), report, lies: await liar.liesAbout(runId) };
}

function casesIn(report: Uint8Array): readonly JunitCase[] {
  const reader = new JunitReader((name) => name.includes('Netpol'));
  reader.write(report);
  reader.end();
  return reader.reading().suites.flatMap(({ specs }) => specs);
}
