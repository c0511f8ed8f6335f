import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { checkDefinitions } from '../../results-parsers/checks/registry.ts';
import type { CheckPhase } from '../../results-parsers/documents/checks/check-definition.ts';
import type { Verdict } from '../../results-parsers/documents/verdict/verdict.ts';
import { evaluateArchive } from '../../results-parsers/evaluate/evaluate-archive.ts';
import { timeSpent } from '../../results-parsers/report/time-spent.ts';
import { packageVersion } from '../../src/runner/package-version.ts';
import { type ClusterAccess, testClusterAccess } from '../cluster/access/access.ts';
import { TESTED_KUBERNETES } from '../cluster/builds/tested-versions.ts';
import { down, up } from '../cluster/lifecycle/cluster.ts';
import { say } from '../cluster/progress/steps.ts';
import { archiveRun, type Run, UPSTREAM_PLUGIN } from '../cluster/sonobuoy/archived-run.ts';
import { loadPluginImage } from '../cluster/sonobuoy/plugin-image.ts';
import { median } from './measured.ts';
import { printProfile } from './run-profile.ts';

/** A way to test a cluster. */
interface Contender extends Omit<Run, 'archive'> {
  readonly name: string;
}

/** Our plugin without our own checks, which no other contender has. */
const OURS: Contender = {
  name: 'scs-networking',
  settings: { SCS_CHECKS: 'none' },
};

/** Contenders for the 47 specs that do not need SCTP. */
const WITHOUT_SCTP: readonly Contender[] = [
  OURS,
  {
    name: 'upstream, parallel',
    plugin: UPSTREAM_PLUGIN,
    args: ['--e2e-focus', 'NetworkPolicy', '--e2e-skip', 'SCTPConnectivity', '--e2e-parallel=true'],
  },
  {
    name: 'upstream, serial',
    plugin: UPSTREAM_PLUGIN,
    args: ['--e2e-focus', 'NetworkPolicy', '--e2e-skip', 'SCTPConnectivity'],
  },
];

/** Contenders for all 50 specs, with the settings of SCS's own test today: specs side by side, and a second attempt for each that fails. */
const WITH_SCTP: readonly Contender[] = [
  OURS,
  {
    name: "upstream, SCS's settings",
    plugin: UPSTREAM_PLUGIN,
    args: [
      ...['--e2e-focus', 'NetworkPolicy', '--e2e-parallel=true'],
      ...['--plugin-env', 'e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=2'],
    ],
  },
];

/** Compares the specs alone with everything that decides the verdict, and with all advice. */
const WHOLE: readonly Contender[] = [
  OURS,
  { name: 'with what --must-only runs', settings: { SCS_CHECKS: 'must' } },
  { name: 'with all checks', settings: { SCS_CHECKS: 'all' } },
];

const CLUSTER = 'bench';

const program = new Command('bench:run')
  .description(
    'Measures whole runs on the test cluster, from the command to the verdict, and prints them as ratios. Nothing else should run on the machine.',
  )
  .option('--repetitions <n>', 'how often each way is measured, in turns', Number, 3)
  .option('--kubernetes <minor>', 'version of the test cluster', TESTED_KUBERNETES)
  .option('--profile', 'instead print what limits our run: how the specs and the processors spend their time', false)
  .option('--sctp', "all 50 specs with SCS's current settings, instead of the 47 that do not need SCTP", false)
  .option('--whole', 'our own runs with and without our checks; the goal for all checks is 1.5 times the specs', false)
  .action(measure);

/** A run, in seconds. */
interface Measured {
  readonly took: number;
  /** The same without the time in which checks of ours ran. */
  readonly withoutChecks: number;
  /** How long its parts took, in words. */
  readonly spent: string;
  readonly verdict: string;
}

interface Options {
  readonly repetitions: number;
  readonly kubernetes: string;
  readonly sctp: boolean;
  readonly profile: boolean;
  readonly whole: boolean;
}

async function measure(options: Options): Promise<void> {
  const contenders = options.whole ? WHOLE : options.sctp ? WITH_SCTP : WITHOUT_SCTP;
  const archives = await mkdtemp(join(tmpdir(), 'scs-networking-bench-'));
  const tidy = async (): Promise<void> => {
    await down(CLUSTER);
    await rm(archives, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void tidy().finally(() => process.exit(130)));
  }
  try {
    const state = await up({ name: CLUSTER, kubernetes: options.kubernetes, engine: 'enforcing' }, say);
    await loadPluginImage(state, say);
    const access = testClusterAccess(state);
    const archive = join(archives, 'archive.tar.gz');
    await (options.profile
      ? printProfile(runToVerdict(access, OURS, archive), archive)
      : compare(access, contenders, options.repetitions, archive));
  } finally {
    await tidy();
  }
}

async function compare(
  access: ClusterAccess,
  contenders: readonly Contender[],
  repetitions: number,
  archive: string,
): Promise<void> {
  const measured = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const contender of contenders) {
      const run = await runToVerdict(access, contender, archive);
      measured.get(contender.name)?.push(run);
      say(
        `${repetition} of ${repetitions}, ${contender.name}: ${run.took.toFixed(0)} s, ${run.verdict} (${run.spent})`,
      );
    }
  }
  printRatios(measured);
}

async function runToVerdict(access: ClusterAccess, contender: Contender, archive: string): Promise<Measured> {
  const ran = await archiveRun(access, { ...contender, minutes: 60, archive });
  const startedAt = performance.now();
  const document = await evaluateArchive(createReadStream(archive), {
    archiveName: 'archive.tar.gz',
    toolVersion: packageVersion,
  });
  const took = ran + (performance.now() - startedAt) / 1000;
  const { verdict, summary, checks } = document;
  return {
    took,
    withoutChecks: took - secondsOfChecks(checks),
    spent: timeSpent(document) ?? 'it is not known how long its parts took',
    verdict: `${verdict}: ${summary.passed} passed, ${summary.failed} failed, ${summary.waived} waived`,
  };
}

/** How long the checks took, if those of a phase ran side by side: as the longest ones. */
function secondsOfChecks(checks: Verdict['checks']): number {
  const phaseOf = new Map<string, CheckPhase>(checkDefinitions.map(({ id, phase }) => [id, phase]));
  const phases = Map.groupBy(checks, ({ id }) => phaseOf.get(id));
  return [...phases.values()].reduce((sum, some) => sum + Math.max(...some.map(({ seconds }) => seconds ?? 0)), 0);
}

function printRatios(measured: ReadonlyMap<string, readonly Measured[]>): void {
  const secondsOf = (name: string): number[] => (measured.get(name) ?? []).map(({ took }) => took);
  const ours = median(secondsOf(OURS.name));
  for (const [name, runs] of measured) {
    const seconds = secondsOf(name);
    const each = seconds.map((value) => value.toFixed(0)).join(', ');
    const factor = median(runs.map(({ took, withoutChecks }) => took / withoutChecks));
    // Also within a run, since a machine may be slower in the one than in the other.
    const within = factor > 1 ? `, and ${factor.toFixed(2)} times as long as without its own checks` : '';
    process.stdout.write(
      `${name}: median ${median(seconds).toFixed(0)} s (${each}), ${(median(seconds) / ours).toFixed(2)} times ours${within}\n`,
    );
  }
}

await program.parseAsync();
