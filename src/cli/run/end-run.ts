import { printable } from '../../../results-parsers/report/layout.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { bringHome } from '../../sonobuoy/bring-home.ts';
import type { KnownRun } from '../../sonobuoy/run-watch.ts';
import type { ClusterFlags } from '../cluster-options.ts';
import type { Ending } from '../exit-codes.ts';
import type { VerdictFlags } from '../verdict-options.ts';
import { attachCommandLine } from './command-lines.ts';
import type { Display } from './display.ts';
import type { PrintVerdict } from './print-verdict.ts';

export interface RunToEnd {
  readonly cluster: ClusterConnection;
  readonly flags: ClusterFlags & VerdictFlags;
  readonly run: KnownRun;
  /** Whether the run is ours to remove. */
  readonly mayRemove: boolean;
  /** Aborted: the plugin is to hand over what there is. */
  readonly stop: AbortSignal;
  readonly display: Display;
  readonly printVerdict: PrintVerdict;
}

/** Follows a run until it has ended, brings its archive home and prints the verdict on it. */
export async function endRun({
  cluster,
  flags,
  run,
  mayRemove,
  stop,
  display,
  printVerdict,
}: RunToEnd): Promise<Ending> {
  const { archive, isLeft } = await bringHome({
    cluster,
    target: flags,
    run,
    observer: display,
    stop,
    directory: flags.output ?? '.',
    mayRemove,
  });
  if (isLeft) {
    display.say(
      archive === null
        ? `The run is still in the namespace ${flags.namespace}: \`${attachCommandLine(flags)}\` tries again to bring its archive.`
        : `The run is still in the namespace ${flags.namespace}; \`sonobuoy delete --namespace ${flags.namespace}\` removes it.`,
    );
  }
  display.end();
  if (archive === null) return 'inconclusive';
  const ending = await printVerdict(archive.file);
  process.stderr.write(`The archive is ${printable(archive.file)}\n`);
  return ending;
}
