import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { LeniencyFlags } from '../options/leniency-flags.ts';
import { isInStore } from '../store/location.ts';
import { removeEarlierFiles } from './earlier-files.ts';
import type { ReportFlags } from './reporting.ts';
import { reportFiles } from './written-reports.ts';

type OutputFlags = Pick<ReportFlags, 'format' | 'output'> & Pick<LeniencyFlags, 'waivers' | 'declarations'>;

/**
 * Removes from --output what an earlier call wrote under the names of this one, before anything of this one can go wrong.
 *
 * @throws USAGE if --output is no directory's name, or one of the names is an input, or a directory's; INPUT_UNREADABLE if an object store refuses
 */
export async function prepareOutput(
  { format, output, waivers = [], declarations }: OutputFlags,
  archives: readonly string[],
): Promise<void> {
  if (output === undefined) return;
  checkDirectory(output);
  const inputs = [...archives, ...waivers, ...(declarations === undefined ? [] : [declarations])];
  const names = reportFiles(format, archives);
  if (!isInStore(output)) return removeEarlierFiles(output, names, inputs);
  const { removeEarlierObjects } = await import('../store/stored-output.ts');
  await removeEarlierObjects(output, names, inputs);
}

/** What other tools take for `--output` must not become the name of a directory. */
function checkDirectory(output: string): void {
  if (output === '-')
    throw usage('expected a directory for --output, found -; without --output the verdict is printed');
  if (output.split(',').every((word) => word in verdictFormats)) {
    throw usage(
      `expected a directory for --output, found ${output}, which is a format; --format ${output} prints it, and --output ./${output} is a directory`,
    );
  }
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}
