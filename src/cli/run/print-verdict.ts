import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { makeDirectory } from '../../make-directory.ts';
import { tell } from '../../terminal.ts';
import type { EvaluationEnding } from '../exit-codes.ts';
import { readOrComplain } from '../input/usable-input.ts';
import { leniencyIn } from '../options/leniency-flags.ts';
import { isInStore } from '../store/location.ts';
import type { VerdictFlags } from './verdict-options.ts';

/** Prints the verdict on an archive, and writes its reports. If there is no verdict, standard error says why. */
export type PrintVerdict = (archive: string) => Promise<EvaluationEnding>;

/**
 * Reads beforehand the verdict's inputs besides the archive, and checks that its reports can be written.
 * Undefined: an input cannot be used, and standard error has said why.
 */
export async function verdictPrinter(flags: VerdictFlags, toolVersion: string): Promise<PrintVerdict | undefined> {
  const { checkReportFlags, reportSink } = await import('../reports/reporting.ts');
  const { prepareOutput } = await import('../reports/prepare-output.ts');
  const { output } = flags;
  const leniency = await readOrComplain(null, 'a file of waivers', async () => {
    // Comes first: even if something else is wrong, no verdict of an earlier call may remain there.
    if (output !== undefined && isInStore(output)) throw outputInStore(output);
    await prepareOutput(flags, ['-']);
    checkReportFlags(flags, 1);
    return await leniencyIn(flags);
  });
  if (leniency === undefined) return undefined;
  const isThere = await readOrComplain(null, 'a directory', () => {
    if (output !== undefined) makeDirectory(output);
    return true;
  });
  if (isThere === undefined) return undefined;
  return async (archive) => {
    const { evaluateOne } = await import('../evaluate/evaluate-one.ts');
    const { sink, ...looks } = await reportSink(flags, [archive]);
    const evaluation = await evaluateOne(
      { archive },
      {
        ...leniency,
        ...looks,
        toolVersion,
        formats: flags.format,
        limits: {},
      },
    );
    if ('complaint' in evaluation) {
      tell(evaluation.complaint);
      return evaluation.ending;
    }
    for (const report of evaluation.reports) if ('complaint' in report) tell(report.complaint);
    sink.add(evaluation);
    await sink.end();
    return evaluation.ending;
  };
}

/** The archive of a run is always a file. */
function outputInStore(output: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'USAGE',
    `expected a directory for --output, found ${output}; the archive of a run becomes a file, and \`scs-networking evaluate --output ${output}\` writes the verdict on it there`,
  );
}
