import { Command } from 'commander';
import { type Ending, exitCodes } from './exit-codes.ts';
import { type ClusterFlags, clusterOptions } from './options/cluster-options.ts';
import { resultOrEnding } from './run/result-or-ending.ts';
import { type VerdictFlags, verdictOptions } from './run/verdict-options.ts';

type AttachFlags = ClusterFlags & VerdictFlags & { stop?: boolean };

const EXAMPLES = `
Examples:
  scs-networking attach
  scs-networking attach --namespace my-sonobuoy --output results/
  scs-networking attach --stop

Follows a run of the plugin that is in progress or has ended, retrieves its archive
and prints the verdict. Only a run that \`scs-networking run\` started is then removed
from the cluster. Ctrl-C stops following; the run goes on.

Exit codes:
  ${exitCodes.compliant}    compliant
  ${exitCodes['non-compliant']}    non-compliant
  ${exitCodes.inconclusive}  inconclusive, or there is no such run, or no archive arrived
  ${exitCodes.unusable}    wrong usage, no Sonobuoy, or a file that cannot be used`;

/** `finish` is called with how the command ended. */
export function attachCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('attach')
    .description('follow a run that was started earlier, and print the verdict')
    .option('--stop', 'stop its tests, and judge the results so far')
    .addHelpText('after', EXAMPLES);
  for (const option of [...clusterOptions(), ...verdictOptions()]) command.addOption(option);
  return command.action(async (flags: AttachFlags) => finish(await attach(flags, toolVersion)));
}

async function attach(flags: AttachFlags, toolVersion: string): Promise<Ending> {
  const { verdictPrinter } = await import('./run/print-verdict.ts');
  const printVerdict = await verdictPrinter(flags, toolVersion);
  if (printVerdict === undefined) return 'unusable';
  const { reachRun } = await import('../sonobuoy/reach-run.ts');
  const reached = await resultOrEnding(() => reachRun(flags));
  if ('ending' in reached) return reached.ending;
  const { cluster, run } = reached.result;
  const { displayOn } = await import('./run/display-on.ts');
  const { leavable } = await import('./run/interruptible.ts');
  const { endRun } = await import('./run/end-run.ts');
  const display = await displayOn(process.stderr);
  const stop = flags.stop ? AbortSignal.abort() : new AbortController().signal;
  const mayRemove = run.startedAs !== null && !flags.keep;
  return await leavable(display, flags, () =>
    endRun({ cluster, flags, run, knowsWaivers: false, mayRemove, stop, display, printVerdict }),
  );
}
