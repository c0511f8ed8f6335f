import type { EvaluationEnding } from '../exit-codes.ts';
import { leniencyIn } from '../leniency-flags.ts';
import { limitsIn } from '../limit-options.ts';
import { usableOrTold } from '../usable-or-told.ts';
import type { VerdictFlags } from '../verdict-options.ts';

/** Prints the verdict on an archive, and writes its reports. Where there is none, standard error is told why. */
export type PrintVerdict = (archive: string) => Promise<EvaluationEnding>;

/**
 * Reads beforehand what the verdict is to rest on besides the archive, and looks whether reports can go where they are to go.
 * Undefined: it cannot be used, and standard error was told why.
 */
export async function verdictPrinter(flags: VerdictFlags, toolVersion: string): Promise<PrintVerdict | undefined> {
  const leniency = await usableOrTold(null, 'a file of waivers', () => leniencyIn(flags));
  if (leniency === undefined) return undefined;
  const { reportSink } = await import('../reports/report-sink.ts');
  // The name of the archive is not known yet, and does not matter: there will be one.
  const reports = await usableOrTold(null, 'a directory', () => reportSink(flags, ['']));
  if (reports === undefined) return undefined;
  const { look, sink } = reports;
  const settings = { ...leniency, look, toolVersion, limits: limitsIn(flags) };
  // Files are for later; people want to see it now.
  const alsoPrinted = flags.output === undefined ? [] : (['text'] as const);
  return async (archive) => {
    const { evaluateOne } = await import('../evaluate-one.ts');
    const evaluation = await evaluateOne(archive, { ...settings, formats: [...alsoPrinted, ...flags.format] });
    if ('complaint' in evaluation) {
      process.stderr.write(evaluation.complaint);
      return 'unusable';
    }
    for (const printed of evaluation.reports.splice(0, alsoPrinted.length)) process.stdout.write(printed);
    sink.add(evaluation);
    sink.end();
    return evaluation.ending;
  };
}
