import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { LeniencyFlags } from '../options/leniency-flags.ts';
import { isInStore } from '../store/location.ts';
import { removeEarlierFiles } from './earlier-files.ts';
import type { ReportFlags } from './reporting.ts';
import { otherReportFiles, reportFiles } from './written-reports.ts';

type OutputFlags = Pick<ReportFlags, 'format' | 'output'> & Pick<LeniencyFlags, 'waivers' | 'declarations'>;

/**
 * Removes from --output what an earlier call wrote under the names of this one, before anything in this one can go wrong. An archive has
 * a different name alone than among several: an old file under that name would be mistaken for a part of this call's results.
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
  const [names, others] = [reportFiles(format, archives), otherReportFiles(format, archives)];
  if (isInStore(output)) {
    const { removeEarlierObjects } = await import('../store/stored-output.ts');
    await removeEarlierObjects(output, [...names, ...others], inputs);
    return;
  }
  removeEarlierFiles(output, names, inputs);
  removeEarlierFiles(
    output,
    others.filter((file) => isFile(join(output, file))),
    inputs,
  );
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    // It is missing or cannot be read.
    return false;
  }
}

/** Values of `--output` in other tools must not become the name of a directory. */
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
