import { Command } from 'commander';
import { atWidth } from '../../results-parsers/report/layout.ts';
import { type ClusterFlags, clusterOptions } from './cluster-options.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { widthOf } from './look-on.ts';
import { manifestFor, type PluginFlags, pluginOptions, sonobuoyImageOption } from './plugin-options.ts';
import { preflightEnding, preflightText } from './preflight.ts';
import { resultOrEnding } from './result-or-ending.ts';
import { usableOrTold } from './usable-or-told.ts';
import { type VerdictFlags, verdictOptions } from './verdict-options.ts';

type RunFlags = ClusterFlags & PluginFlags & VerdictFlags & { sonobuoyImage?: string; detach?: boolean };

const EXAMPLES = `
Examples:
  scs-networking run
  scs-networking run --kubeconfig cluster.yaml --processes 8 --output results/
  scs-networking run --registry mirror.example.org/scs
  scs-networking run --timeout 90m --format json > verdict.json
  scs-networking run --detach && sleep 3600 && scs-networking attach

Looks whether a run can start (as \`preflight\` does), has Sonobuoy run the plugin,
shows how it goes, retrieves the archive, prints the verdict, and removes the run
from the cluster: this run only, never one that somebody else has started.

Ctrl-C ends the tests and judges what there is until then. A second Ctrl-C leaves
at once, and says what it leaves behind.

Exit codes:
  ${exitCodes.compliant}    compliant; with --detach: the run has started
  ${exitCodes['non-compliant']}    non-compliant
  ${exitCodes.inconclusive}  inconclusive, also where no run could start or no archive came
  ${exitCodes.unusable}    wrong usage, no Sonobuoy, or a file that cannot be used`;

/** `finish` is told how the command ended. */
export function runCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('run')
    .description('run the plugin on a cluster with Sonobuoy, and print the verdict')
    .option('--detach', 'start the run and leave it to itself; `attach` brings its verdict')
    .addHelpText('after', EXAMPLES);
  for (const option of [...clusterOptions(), sonobuoyImageOption(), ...pluginOptions(), ...verdictOptions()])
    command.addOption(option);
  return command.action(async (flags: RunFlags) => finish(await run(flags, toolVersion)));
}

/** Sonobuoy loses what comes after its own timeout, so that leaves the runner time to stop, hand over and be collected. */
const BEYOND_DEADLINE_SECONDS = 15 * 60;

async function run(flags: RunFlags, toolVersion: string): Promise<Ending> {
  const { verdictPrinter } = await import('./run/print-verdict.ts');
  const printVerdict = await verdictPrinter(flags, toolVersion);
  if (printVerdict === undefined) return 'unusable';
  const { pullSecret, ...pluginFlags } = flags;
  const { leniencySettings } = await import('./run/leniency-settings.ts');
  const manifest = await usableOrTold(null, "the plugin's manifest", async () =>
    manifestFor(pluginFlags, await leniencySettings(flags)),
  );
  if (manifest === undefined) return 'unusable';

  const { preflight } = await import('../sonobuoy/preflight.ts');
  const { checks, ready } = await preflight(flags);
  const noted = checks.filter(({ outcome }) => outcome !== 'passed');
  if (noted.length > 0) process.stderr.write(atWidth(widthOf(process.stderr), () => preflightText(noted)));
  if (ready === null) return preflightEnding(checks);

  const { displayOn } = await import('./run/display.ts');
  const { attachCommandLine } = await import('./run/command-lines.ts');
  const { stoppable } = await import('./run/interruptible.ts');
  const { startRun } = await import('../sonobuoy/start-run.ts');
  const display = await displayOn(process.stderr);
  return await stoppable(display, flags, async (stop) => {
    const { timeout, sonobuoyImage } = flags;
    const started = await resultOrEnding(() =>
      startRun(ready.cluster, {
        target: flags,
        manifest,
        ...(sonobuoyImage === undefined ? {} : { sonobuoyImage }),
        ...(pullSecret === undefined ? {} : { pullSecret }),
        ...(timeout === undefined ? {} : { timeoutSeconds: timeout + BEYOND_DEADLINE_SECONDS }),
      }),
    );
    if ('ending' in started) return started.ending;
    const run = started.result;
    display.say(
      `Sonobuoy ${ready.sonobuoyVersion} has started the run ${run.id}, in the namespace ${flags.namespace}.`,
    );
    if (flags.detach) {
      display.say(`\`${attachCommandLine(flags)}\` follows it and brings its verdict.`);
      return 'started';
    }
    const { endRun } = await import('./run/end-run.ts');
    const mayRemove = !flags.keep;
    return await endRun({ cluster: ready.cluster, flags, run, mayRemove, stop, display, printVerdict });
  });
}
