import type { EvaluationEnding } from '../exit-codes.ts';
import { leniencyIn } from '../leniency-flags.ts';
import { limitsIn } from '../limit-options.ts';
import { usableOrTold } from '../usable-or-told.ts';
import type { VerdictFlags } from '../verdict-options.ts';

/** Prints the verdict on an archive. Where there is none, standard error is told why. */
export type PrintVerdict = (archive: string) => Promise<EvaluationEnding>;

/** Reads beforehand what the verdict is to rest on besides the archive. Undefined: it cannot be used, and standard error was told why. */
export async function verdictPrinter(flags: VerdictFlags, toolVersion: string): Promise<PrintVerdict | undefined> {
  const leniency = await usableOrTold(null, 'a file of waivers', () => leniencyIn(flags));
  if (leniency === undefined) return undefined;
  return async (archive) => {
    const { verdictJson, verdictText } = await import('../../../results-parsers/index.ts');
    const { evaluateInput } = await import('../evaluate-input.ts');
    const verdict = await usableOrTold(archive, 'an archive', () =>
      evaluateInput(archive, { toolVersion, limits: limitsIn(flags), ...leniency }),
    );
    if (verdict === undefined) return 'unusable';
    process.stdout.write({ text: verdictText, json: verdictJson }[flags.format](verdict));
    return verdict.verdict;
  };
}
