import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { type ClusterAccess, kubeconfigAccess, testClusterAccess } from '../access/access.ts';
import { programsInPath } from '../access/existing-cluster.ts';
import { TESTED_KUBERNETES } from '../builds/tested-versions.ts';
import { down, up } from '../lifecycle/cluster.ts';
import { say } from '../progress/steps.ts';
import { CLI } from '../sonobuoy/command-line.ts';
import { loadPluginImage } from '../sonobuoy/plugin-image.ts';
import { clusterLayout } from '../state/layout.ts';
import { Engine, findState } from '../state/state.ts';

const ROOT = join(import.meta.dirname, '../../..');

interface DemoOptions {
  readonly engine: Engine;
  readonly kubernetes: string;
  readonly name: string;
  readonly keep: boolean;
  readonly skip?: string;
}

const program = new Command('demo')
  .description(
    'From nothing to a verdict: starts the test cluster if KUBECONFIG names none, then `scs-networking run` does the rest.',
  )
  .addOption(
    new Option('--engine <engine>', 'policy engine of the test cluster').choices(Engine.options).default('enforcing'),
  )
  .option('--kubernetes <minor>', 'version of the test cluster', TESTED_KUBERNETES)
  .option('--name <name>', 'name of the test cluster', 'demo')
  .option('--keep', 'leave the test cluster running afterwards', false)
  .option(
    '--skip <regex>',
    'leave out specs whose names match; unless waivers exempt them, the verdict is then inconclusive',
  )
  .action(demo);

async function demo(options: DemoOptions): Promise<void> {
  const kubeconfig = process.env['KUBECONFIG'];
  const wasUp = (await findState(clusterLayout(options.name))) !== undefined;
  const results = join(ROOT, 'scs-networking-results', new Date().toISOString().slice(0, 19).replaceAll(':', ''));
  await mkdir(results, { recursive: true });
  const cleanUp = new CleanUp();
  if (!kubeconfig && !wasUp && !options.keep) {
    cleanUp.later(`taking the test cluster ${options.name} down (--keep leaves it running)`, () => down(options.name));
  }
  try {
    const access = kubeconfig ? kubeconfigAccess(kubeconfig, await programsInPath(say)) : await testCluster(options);
    await run(access, results, options, cleanUp);
  } finally {
    await cleanUp.now();
  }
}

interface Killable {
  kill(signal: NodeJS.Signals): boolean;
}

/** What has to be undone however the demo ends: normally, with an error, or by Ctrl-C. */
class CleanUp {
  #child: Killable | null = null;
  readonly #tasks: { title: string; undo: () => Promise<void> }[] = [];

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      let received = false;
      process.on(signal, () => {
        if (this.#child !== null) {
          if (signal === 'SIGTERM') this.#child.kill(signal);
        } else if (!received) {
          received = true;
          say(`interrupted by ${signal}`);
          this.now().finally(() => process.exit(130));
        }
      });
    }
  }

  /** Until the child ends, it decides what an interrupt means; a terminal's Ctrl-C reaches it directly. */
  async leaveTo<T>(child: Killable & PromiseLike<T>): Promise<T> {
    this.#child = child;
    try {
      return await child;
    } finally {
      this.#child = null;
    }
  }

  later(title: string, undo: () => Promise<void>): void {
    this.#tasks.push({ title, undo });
  }

  /** Undoes the latest step first. A step that cannot be undone does not keep the others from being undone. */
  async now(): Promise<void> {
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) {
      say(task.title);
      await task
        .undo()
        .catch((error: unknown) => say(`this failed: ${error instanceof Error ? error.message : error}`));
    }
  }
}

async function testCluster(options: DemoOptions): Promise<ClusterAccess> {
  const state = await up(options, say);
  await loadPluginImage(state, say);
  return testClusterAccess(state);
}

/** Runs `scs-networking run`, like an operator. Archive and verdict go to `results`. */
async function run(access: ClusterAccess, results: string, { skip }: DemoOptions, cleanUp: CleanUp): Promise<void> {
  const skipped = skip === undefined ? [] : ['--skip', skip];
  const args = ['run', '--output', results, '--format', 'json', ...skipped];
  say(['scs-networking', ...args].join(' '));
  const [file = 'sh', ...wrapped] = access.wrap([process.execPath, CLI, ...args]);
  const { exitCode } = await cleanUp.leaveTo(
    execa(file, wrapped, { env: access.env, stdio: 'inherit', reject: false }),
  );
  say(`exit code ${exitCode}`);
  if (![0, 3, 112].includes(exitCode ?? 1)) {
    throw new ScsNetworkingError('TOOL_FAILED', `expected a verdict, found exit code ${exitCode}`);
  }
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError)) {
    throw error;
  }
  say(error.message);
  process.exitCode = error.code === 'USAGE' ? 2 : 1;
}
