import { printable } from '../../../results-parsers/report/layout.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { bringHome, type Left } from '../../sonobuoy/bring-home.ts';
import type { KnownRun } from '../../sonobuoy/run-watch.ts';
import { tell } from '../../terminal.ts';
import type { Ending } from '../exit-codes.ts';
import type { ClusterFlags } from '../options/cluster-options.ts';
import { attachCommandLine } from './command-lines.ts';
import type { Display } from './display.ts';
import { heededFlags } from './heeded-flags.ts';
import type { PrintVerdict } from './print-verdict.ts';
import type { VerdictFlags } from './verdict-options.ts';

export interface RunToEnd {
  readonly cluster: ClusterConnection;
  readonly flags: ClusterFlags & VerdictFlags;
  readonly run: KnownRun;
  /** Whether it was started with the same waivers. */
  readonly knowsWaivers: boolean;
  /** Whether the run is ours to remove. */
  readonly mayRemove: boolean;
  /** Aborts when the plugin is to hand over what it has. */
  readonly stop: AbortSignal;
  readonly display: Display;
  readonly printVerdict: PrintVerdict;
}

/** Follows a run until it has ended, retrieves its archive and prints the verdict on it. */
export async function endRun({
  cluster,
  flags,
  run,
  knowsWaivers,
  mayRemove,
  stop,
  display,
  printVerdict,
}: RunToEnd): Promise<Ending> {
  const { archive, left } = await bringHome({
    cluster,
    target: flags,
    run,
    observer: display,
    heeds: heededFlags(flags, knowsWaivers),
    stop,
    directory: flags.output ?? '.',
    mayRemove,
  });
  if (left !== null) display.say(leftText(left, flags));
  display.end();
  if (archive === null) return 'inconclusive';
  const ending = await printVerdict(archive.file);
  tell(`The archive is ${printable(archive.file)}\n`);
  return ending;
}

/** What is left in the cluster, and what can be done about it. */
function leftText(left: Left, flags: ClusterFlags): string {
  const { namespace } = flags;
  switch (left) {
    case 'archive':
      return `The run is still in the namespace ${namespace}: \`${attachCommandLine(flags)}\` tries again to retrieve its archive.`;
    case 'run':
      return `The run is still in the namespace ${namespace}; \`sonobuoy delete --namespace ${namespace}\` removes it.`;
    case 'namespace':
      return `Until ${namespace} is gone, the next run needs another namespace (--namespace).`;
    default:
      return left satisfies never;
  }
}
