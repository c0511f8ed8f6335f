import { Command } from 'commander';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { testClusterAccess } from '../access/access.ts';
import { down } from '../lifecycle/cluster.ts';
import { load } from '../lifecycle/load.ts';
import { processesOf } from '../machine/cgroups.ts';
import { say } from '../progress/steps.ts';
import { clusterLayout } from '../state/layout.ts';
import { describeEngine, findState, readState } from '../state/state.ts';
import { type Named, nameOption } from './name-option.ts';
import { upCommand } from './up-command.ts';

const program = new Command('cluster')
  .description('A real Kubernetes cluster on this machine, built from pinned Go modules, without a registry.')
  .enablePositionalOptions();

program.addCommand(upCommand);

program
  .command('status')
  .description('show whether the cluster runs')
  .addOption(nameOption())
  .action(async ({ name }: Named) => {
    const state = await findState(clusterLayout(name));
    const processes = await processesOf(name);
    const line =
      state === undefined
        ? `${name}: not up, ${processes.length} processes`
        : `${name}: Kubernetes ${state.kubernetes}, policy engine ${describeEngine(state)}, ${processes.length} processes`;
    process.stdout.write(`${line}\n`);
    process.exitCode = state !== undefined && processes.includes(state.machines[0].init) ? 0 : 1;
  });

program
  .command('exec')
  .description('run a command with KUBECONFIG set and the cluster reachable')
  .addOption(nameOption())
  .argument('<command...>')
  .passThroughOptions()
  .action(async (command: string[], { name }: Named) => {
    const { wrap, env } = testClusterAccess(await readState(clusterLayout(name)));
    const [file = 'sh', ...args] = wrap(command);
    // The command gets a terminal's Ctrl-C itself, and decides what to do.
    process.on('SIGINT', () => undefined);
    const result = await execa(file, args, { env, stdio: 'inherit', reject: false });
    process.exitCode = result.exitCode ?? 1;
  });

program
  .command('load')
  .description('import a locally built image')
  .addOption(nameOption())
  .argument('<image>', 'a docker archive, or the name of an image that buildah or podman has built')
  .action(async (image: string, { name }: Named) => load(name, image));

program
  .command('down')
  .description('take the cluster down and remove everything that it left, even after a crash')
  .addOption(nameOption())
  .action(async ({ name }: Named) => down(name));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError)) {
    throw error;
  }
  const cause = error.cause instanceof Error ? `\n${error.cause.message}` : '';
  say(`${error.message}${cause}`);
  process.exitCode = error.code === 'USAGE' ? 2 : 1;
}
