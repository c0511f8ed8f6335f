import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import * as z from 'zod';
import { against, type ClusterAccess } from './access.ts';
import { deleteRun, retrieve, startRun, waitForRun } from './sonobuoy.ts';

const ROOT = join(import.meta.dirname, '../..');
export const OUR_PLUGIN = join(ROOT, 'plugin/scs-networking.yaml');
export const OUR_NAME = 'scs-networking';
export const UPSTREAM_PLUGIN = 'e2e';

/** A run of a plugin, from `sonobuoy run` to the verdict. */
export interface Scenario {
  readonly plugin: string;
  /** The plugin's settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Further arguments of `sonobuoy run`. */
  readonly args?: readonly string[];
  /** What happens while the plugin runs. */
  readonly meanwhile?: (access: ClusterAccess) => Promise<void>;
  /** Whether what the suite left in the cluster stays there. */
  readonly leavesE2e?: boolean;
  /** How long the run may take. */
  readonly minutes?: number;
  /** Where the archive is kept. */
  readonly archive: string;
}

/** As much of the verdict document as these tests look at. */
const Verdict = z.object({
  verdict: z.enum(['compliant', 'non-compliant', 'inconclusive']),
  clauses: z.array(
    z.object({
      id: z.string(),
      outcome: z.string(),
      findings: z.array(z.object({ code: z.string(), text: z.string() })),
    }),
  ),
  specs: z.array(z.object({ name: z.string(), outcome: z.string() })),
});
export type SeenVerdict = z.infer<typeof Verdict>;

export async function play(access: ClusterAccess, scenario: Scenario): Promise<SeenVerdict> {
  const settings = Object.entries(scenario.settings ?? {}).flatMap(([name, value]) => [
    '--plugin-env',
    `${OUR_NAME}.${name}=${value}`,
  ]);
  try {
    await startRun(access, ['--plugin', scenario.plugin, ...settings, ...(scenario.args ?? [])]);
    await scenario.meanwhile?.(access);
    await waitForRun(access, scenario.minutes ?? 40);
    await retrieve(access, scenario.archive);
  } finally {
    await deleteRun(access, scenario.leavesE2e);
  }
  return (await evaluate(scenario.archive)).verdict;
}

const EXIT_CODES = { compliant: 0, 'non-compliant': 3, inconclusive: 112 } as const;

/** Evaluates an archive with the built command line and further flags, as a pipeline would. */
export async function evaluate(
  archive: string,
  flags: readonly string[] = [],
): Promise<{ verdict: SeenVerdict; text: string }> {
  const cli = join(ROOT, 'dist/cli.js');
  const json = await execa('node', [cli, 'evaluate', ...flags, '--format', 'json', archive], { reject: false });
  const text = await execa('node', [cli, 'evaluate', ...flags, archive], { reject: false });
  const verdict = Verdict.parse(JSON.parse(json.stdout));
  if (json.exitCode !== EXIT_CODES[verdict.verdict] || text.exitCode !== json.exitCode) {
    throw new Error(`exit codes ${json.exitCode} and ${text.exitCode} do not say ${verdict.verdict}`);
  }
  return { verdict, text: text.stdout };
}

/** The pod of a plugin's run, once its main container runs. */
export async function runningPluginPod(access: ClusterAccess): Promise<string> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { stdout } = await against(access, [
      ...['kubectl', '--namespace', 'sonobuoy', 'get', 'pods', '--selector', 'sonobuoy-component=plugin'],
      ...['--output', 'jsonpath={range .items[*]}{.metadata.name} {.status.phase}{end}'],
    ]);
    const [pod, phase] = stdout.trim().split(' ');
    if (pod && phase === 'Running') {
      return pod;
    }
    await sleep(1_000);
  }
  throw new Error('expected the plugin pod to run within two minutes');
}

/** Waits until the plugin's pod has printed something that matches. */
export async function untilPluginSays(access: ClusterAccess, text: RegExp): Promise<string> {
  const pod = await runningPluginPod(access);
  for (let tries = 0; tries < 180; tries += 1) {
    const { stdout } = await against(access, [
      'kubectl',
      '--namespace',
      'sonobuoy',
      'logs',
      pod,
      '--container',
      'plugin',
    ]);
    if (text.test(stdout)) {
      return pod;
    }
    await sleep(1_000);
  }
  throw new Error(`expected the plugin to print ${text} within three minutes`);
}

/** The outcome of a clause. */
export function outcomeOf(verdict: SeenVerdict, clause: string): string | undefined {
  return verdict.clauses.find(({ id }) => id === clause)?.outcome;
}

export function specsWith(verdict: SeenVerdict, outcome: string): string[] {
  return verdict.specs.filter((spec) => spec.outcome === outcome).map((spec) => spec.name);
}
