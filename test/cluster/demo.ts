import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import { type ClusterAccess, kubeconfigAccess, testClusterAccess } from './access.ts';
import { exists } from './cached-artifact.ts';
import { down, up } from './cluster.ts';
import { components } from './components.ts';
import { buildBinary, goVersion, locateBinary } from './go-build.ts';
import { readKubernetesVersion } from './kubernetes-version.ts';
import { cacheDirectory, clusterLayout } from './layout.ts';
import { loadPluginImage } from './plugin-image.ts';
import { deleteRun, retrieve, type SonobuoyStatus, startRun, waitForRun } from './sonobuoy.ts';
import { Engine, findState } from './state.ts';
import { say } from './steps.ts';
import { TESTED_KUBERNETES } from './tested-kubernetes.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLUGIN = join(ROOT, 'plugin/scs-networking.yaml');

interface DemoOptions {
  readonly engine: Engine;
  readonly kubernetes: string;
  readonly name: string;
  readonly keep: boolean;
  readonly skip?: string;
}

const program = new Command('demo')
  .description(
    'From nothing to a verdict: starts the test cluster if KUBECONFIG names none, runs the plugin with Sonobuoy, retrieves the archive and evaluates it.',
  )
  .addOption(
    new Option('--engine <engine>', 'of the test cluster: what enforces NetworkPolicies')
      .choices(Engine.options)
      .default('enforcing'),
  )
  .option('--kubernetes <minor>', 'of the test cluster', TESTED_KUBERNETES)
  .option('--name <name>', 'of the test cluster', 'demo')
  .option('--keep', 'leave the test cluster running afterwards', false)
  .option('--skip <regex>', 'leave out specs whose names match; what no waiver exempts is then not known')
  .action(demo);

async function demo(options: DemoOptions): Promise<void> {
  const kubeconfig = process.env['KUBECONFIG'];
  const wasUp = (await findState(clusterLayout(options.name))) !== undefined;
  const results = join(ROOT, 'scs-networking-results', new Date().toISOString().slice(0, 19).replaceAll(':', ''));
  await mkdir(results, { recursive: true });
  const archive = join(results, 'archive.tar.gz');
  const cleanUp = new CleanUp();
  if (!kubeconfig && !wasUp && !options.keep) {
    cleanUp.later(`taking the test cluster ${options.name} down (--keep leaves it running)`, () => down(options.name));
  }
  try {
    const access = kubeconfig ? await existingCluster(kubeconfig, options) : await testCluster(options);
    await runPlugin(access, archive, options, cleanUp);
    await evaluate(archive, results);
  } finally {
    await cleanUp.now();
  }
}

/** What has to be undone, whichever way the demo ends: by its end, by an error, or by Ctrl-C. */
class CleanUp {
  readonly #tasks: { title: string; undo: () => Promise<void> }[] = [];

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      let received = false;
      process.on(signal, () => {
        if (!received) {
          received = true;
          say(`interrupted by ${signal}`);
          this.now().finally(() => process.exit(130));
        }
      });
    }
  }

  later(title: string, undo: () => Promise<void>): void {
    this.#tasks.push({ title, undo });
  }

  /** Undoes what was done last first. One thing that cannot be undone does not keep the others from it. */
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

async function existingCluster(kubeconfig: string, options: DemoOptions): Promise<ClusterAccess> {
  const bin = join(cacheDirectory(), 'path');
  const found = await execa('sonobuoy', ['version', '--short'], { reject: false });
  if (found.failed) {
    const wanted = await components(await readKubernetesVersion(options.kubernetes), options.engine);
    const sonobuoy = wanted.find(({ name }) => name === 'sonobuoy');
    if (sonobuoy === undefined) {
      throw new ScsNetworkingError('TOOL_MISSING', 'expected sonobuoy in PATH, found none');
    }
    say('building sonobuoy, since PATH has none');
    const binary = await locateBinary(sonobuoy, await goVersion());
    await buildBinary(binary);
    await mkdir(bin, { recursive: true });
    if (!(await exists(join(bin, 'sonobuoy')))) {
      await symlink(binary.path, join(bin, 'sonobuoy'));
    }
  }
  return kubeconfigAccess(kubeconfig, bin);
}

async function runPlugin(
  access: ClusterAccess,
  archive: string,
  options: DemoOptions,
  cleanUp: CleanUp,
): Promise<void> {
  const settings = options.skip === undefined ? [] : ['--plugin-env', `scs-networking.SCS_SKIP=${options.skip}`];
  say('sonobuoy run --plugin plugin/scs-networking.yaml');
  await startRun(access, ['--plugin', PLUGIN, ...settings]);
  // Only from here on is it a run of ours that is there to be deleted.
  cleanUp.later('sonobuoy delete', () => deleteRun(access));
  let last = '';
  await waitForRun(access, 6 * 60, (status) => {
    const line = progressLine(status);
    if (line !== last) {
      say(line);
    }
    last = line;
  });
  await retrieve(access, archive);
}

function progressLine({ status, plugins }: SonobuoyStatus): string {
  const [plugin] = plugins;
  const { completed = 0, total = 0, failures } = plugin?.progress ?? {};
  const failed = failures?.length ?? 0;
  const progress = total > 0 ? `: ${completed + failed} of ${total} specs, ${completed} passed, ${failed} failed` : '';
  return `sonobuoy: ${status}${progress}`;
}

async function evaluate(archive: string, results: string): Promise<void> {
  const cli = join(ROOT, 'dist/cli.js');
  const text = await execa('node', [cli, 'evaluate', archive], { reject: false });
  const json = await execa('node', [cli, 'evaluate', '--format', 'json', archive], { reject: false });
  await writeFile(join(results, 'verdict.json'), `${json.stdout}\n`);
  process.stdout.write(`${text.stdout}\n`);
  say('');
  say(`archive: ${archive}`);
  say(`verdict: ${join(results, 'verdict.json')}`);
  say(`again:   npx scs-networking evaluate ${archive}   (exit code ${text.exitCode})`);
  if (![0, 3, 112].includes(text.exitCode ?? 1)) {
    throw new ScsNetworkingError(
      'TOOL_FAILED',
      `expected a verdict, found exit code ${text.exitCode}:\n${text.stderr}`,
    );
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
