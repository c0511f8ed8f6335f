import { Command } from 'commander';
import { atWidth, printable } from '../../results-parsers/report/layout.ts';
import type { LeftoverChoice } from '../sonobuoy/leftover-choice.ts';
import { tell } from '../terminal.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { type ClusterFlags, clusterOptions } from './options/cluster-options.ts';
import { leftoverOption } from './options/leftover-option.ts';
import {
  manifestFor,
  namespaceLabelOption,
  type PluginFlags,
  pluginOptions,
  sonobuoyImageOption,
} from './options/plugin-options.ts';
import { preflightEnding, preflightText } from './preflight.ts';
import { widthOf } from './process/look-on.ts';
import type { PrintVerdict } from './run/print-verdict.ts';
import { resultOrEnding } from './run/result-or-ending.ts';
import { type VerdictFlags, verdictOptions } from './run/verdict-options.ts';

type RunFlags = ClusterFlags &
  PluginFlags &
  VerdictFlags & {
    sonobuoyImage?: string;
    namespaceLabel?: ReadonlyMap<string, string>;
    leftover: LeftoverChoice;
    detach?: boolean;
  };

const EXAMPLES = `
Examples:
  scs-networking run
  scs-networking run --kubeconfig cluster.yaml --processes 8 --output results/
  scs-networking run --registry mirror.example.org/scs
  scs-networking run --timeout 90m --format json > verdict.json
  scs-networking run --namespace-label policies.example.org/exempt=true
  scs-networking run --must-only
  scs-networking run --leftover replace
  scs-networking run --detach && sleep 3600 && scs-networking attach

Checks whether a run can start (as \`preflight\` does), has Sonobuoy run the plugin,
shows its progress, retrieves the archive, prints the verdict, and removes the run
from the cluster: only this run, never one that somebody else has started.

When the specs have ended, it prints what they have shown, which is not a verdict yet;
checks that are only advice go on. --must-only leaves these out.

If every new namespace gets policies, --namespace-label exempts Sonobuoy's. If an
earlier command was killed, --leftover decides what happens to its run.

Ctrl-C stops the tests and judges the results so far. A second Ctrl-C exits at once,
and names what it leaves behind.

Exit codes:
  ${exitCodes.compliant}    compliant; with --detach: the run has started
  ${exitCodes['non-compliant']}    non-compliant
  ${exitCodes.inconclusive}  inconclusive, or no run could start, or no archive arrived
  ${exitCodes.unusable}    wrong usage, no Sonobuoy, or a file that cannot be used`;

/** `finish` is called with how the command ended. */
export function runCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('run')
    .description('run the plugin on a cluster with Sonobuoy, and print the verdict')
    .option('--detach', 'start the run and exit; `attach` gets its verdict later')
    .addHelpText('after', EXAMPLES);
  const clusterFlags = [...clusterOptions(), namespaceLabelOption(), leftoverOption('refuse')];
  for (const option of [...clusterFlags, sonobuoyImageOption(), ...pluginOptions(), ...verdictOptions()])
    command.addOption(option);
  return command.action(async (flags: RunFlags) => finish(await run(flags, toolVersion)));
}

/** The result with a run that an earlier command has left; null: there is none, so a new one is needed. */
async function leftoverOrEnding(flags: RunFlags, printVerdict: PrintVerdict): Promise<Ending | null> {
  if (flags.leftover === 'refuse') return null;
  const { connectAsOperator } = await import('../cluster/operator-connection.ts');
  const { dealWithLeftover } = await import('../sonobuoy/leftover.ts');
  const say = (sentence: string): void => tell(`${printable(sentence)}\n`);
  const dealt = await resultOrEnding(async () => {
    const cluster = connectAsOperator(flags.kubeconfig, flags.context);
    return { cluster, run: await dealWithLeftover(cluster, flags, flags.leftover, say) };
  });
  if ('ending' in dealt) return dealt.ending;
  const { cluster, run } = dealt.result;
  if (run === null) return null;
  const { displayOn } = await import('./run/display-on.ts');
  const { stoppable } = await import('./run/interruptible.ts');
  const { endRun } = await import('./run/end-run.ts');
  const display = await displayOn(process.stderr);
  const mayRemove = !flags.keep;
  return await stoppable(display, flags, (stop) =>
    endRun({ cluster, flags, run, knowsWaivers: false, mayRemove, stop, display, printVerdict }),
  );
}

/** Sonobuoy loses what comes after its own timeout, so its timeout leaves the runner time to stop, hand over and be collected. */
const BEYOND_DEADLINE_SECONDS = 15 * 60;

async function run(flags: RunFlags, toolVersion: string): Promise<Ending> {
  const { verdictPrinter } = await import('./run/print-verdict.ts');
  const printVerdict = await verdictPrinter(flags, toolVersion);
  if (printVerdict === undefined) return 'unusable';
  const { pullSecret, ...pluginFlags } = flags;
  const { leniencySettings } = await import('./run/leniency-settings.ts');
  const manifest = await readOrComplain(null, "the plugin's manifest", async () =>
    manifestFor(pluginFlags, await leniencySettings(flags)),
  );
  if (manifest === undefined) return 'unusable';

  const leftover = await leftoverOrEnding(flags, printVerdict);
  if (leftover !== null) return leftover;
  const { preflight } = await import('../sonobuoy/preflight.ts');
  const { checks, ready } = await preflight(flags, flags);
  const noted = checks.filter(({ outcome }) => outcome !== 'passed');
  if (noted.length > 0) tell(atWidth(widthOf(process.stderr), () => preflightText(noted)));
  if (ready === null) return preflightEnding(checks);

  const { mirroredSonobuoy } = await import('../sonobuoy/mirror.ts');
  const { displayOn } = await import('./run/display-on.ts');
  const { attachCommandLine } = await import('./run/command-lines.ts');
  const { stoppable } = await import('./run/interruptible.ts');
  const { startRun } = await import('../sonobuoy/start-run.ts');
  const display = await displayOn(process.stderr);
  return await stoppable(display, flags, async (stop) => {
    const { timeout, namespaceLabel } = flags;
    const sonobuoyImage = flags.sonobuoyImage ?? mirroredSonobuoy(flags.registry, ready.sonobuoyVersion);
    const started = await resultOrEnding(() =>
      startRun(ready.cluster, {
        target: flags,
        manifest,
        ...(sonobuoyImage === undefined ? {} : { sonobuoyImage }),
        ...(pullSecret === undefined ? {} : { pullSecret }),
        ...(namespaceLabel === undefined ? {} : { namespaceLabels: namespaceLabel }),
        ...(timeout === undefined ? {} : { timeoutSeconds: timeout + BEYOND_DEADLINE_SECONDS }),
      }),
    );
    if ('ending' in started) return started.ending;
    const run = started.result;
    display.say(
      `Sonobuoy ${ready.sonobuoyVersion} has started the run ${run.id}, in the namespace ${flags.namespace}.`,
    );
    if (flags.detach) {
      display.say(`\`${attachCommandLine(flags)}\` follows it and gets its verdict.`);
      return 'started';
    }
    const { endRun } = await import('./run/end-run.ts');
    const mayRemove = !flags.keep;
    return await endRun({
      ...{ cluster: ready.cluster, flags, run, mayRemove, stop, display, printVerdict },
      knowsWaivers: true,
    });
  });
}
