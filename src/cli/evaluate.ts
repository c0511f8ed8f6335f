import { Command, Option } from 'commander';
import type { LeniencyOptions, Verdict } from '../../results-parsers/index.ts';
import { type Ending, type EvaluationEnding, worstOf } from './exit-codes.ts';
import { type LeniencyFlags, leniencyIn, leniencyOptions } from './leniency-flags.ts';
import { limitOptions, limitsIn } from './limit-options.ts';
import { usableOrTold } from './usable-or-told.ts';

const FORMATS = ['text', 'json'] as const;
type Format = (typeof FORMATS)[number];

type EvaluateFlags = LeniencyFlags & { format: Format; plugin?: string };

const EXAMPLES = `
Examples:
  sonobuoy retrieve -f results.tar.gz
  scs-networking evaluate results.tar.gz
  scs-networking evaluate --format json results.tar.gz > verdict.json
  curl -s https://example.org/results.tar.gz | scs-networking evaluate -
  scs-networking evaluate ./unpacked
  scs-networking evaluate --waivers waivers.yaml results.tar.gz
  scs-networking evaluate --no-default-waivers --strict-flakes results.tar.gz

A waiver exempts single specs that failed or were skipped, within its scope and
until its end; plugin/waivers.example.yaml says how to write them.

JUnit files without an archive (junit_*.xml, alone or with e2e.log in one directory)
are read too: their failures count, but they cannot prove compliance.

Of several archives the worst ending counts: non-compliant, then an input that
cannot be read, then inconclusive, then compliant. Their verdicts follow each
other, with --format json as one document each.`;

/** `finish` is told how the command ended. */
export function evaluateCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('evaluate')
    .description('print the verdict on each archive')
    .argument('<archive...>', 'archive that `sonobuoy retrieve` wrote, packed or unpacked; - for standard input')
    .addOption(new Option('--format <format>', 'how to print the verdict').choices(FORMATS).default('text'))
    .option('--plugin <name>', 'the plugin to judge, where an archive holds several')
    .addHelpText('after', EXAMPLES);
  for (const option of [...leniencyOptions(), ...limitOptions()]) command.addOption(option);
  return command.action(async (archives: string[], flags: EvaluateFlags) => {
    const leniency = await usableOrTold(null, 'a file of waivers', () => leniencyIn(flags));
    if (leniency === undefined) return finish('unusable');
    const endings: EvaluationEnding[] = [];
    let separator = '';
    for (const archive of archives) {
      const { ending, report } = await evaluateOne(archive, flags, { toolVersion, ...leniency });
      endings.push(ending);
      if (report === undefined) continue;
      process.stdout.write(separator + report);
      separator = flags.format === 'text' ? '\n' : '';
    }
    finish(worstOf(endings));
  });
}

type Evaluation = { ending: EvaluationEnding; report?: string };

/** The verdict; where there is none, standard error is told why. */
async function evaluateOne(
  archive: string,
  flags: EvaluateFlags,
  options: LeniencyOptions & { toolVersion: string },
): Promise<Evaluation> {
  const { format, plugin } = flags;
  // Loaded only now: parsers take several times as long to load as printing help takes altogether.
  const { verdictJson, verdictText } = await import('../../results-parsers/index.ts');
  const { evaluateInput } = await import('./evaluate-input.ts');
  const reports: Record<Format, (verdict: Verdict) => string> = { text: verdictText, json: verdictJson };
  const verdict = await usableOrTold(archive, 'an archive', () =>
    evaluateInput(archive, { ...options, limits: limitsIn(flags), ...(plugin === undefined ? {} : { plugin }) }),
  );
  if (verdict === undefined) return { ending: 'unusable' };
  return { ending: verdict.verdict, report: reports[format](verdict) };
}
