import { Command, Option } from 'commander';
import { type DiffFormat, diffFormats } from '../../results-parsers/report/diff-formats.ts';
import { inputOptionNames } from '../../results-parsers/report/input-option-names.ts';
import { print, tell } from '../terminal.ts';
import type { Assignment } from './evaluate/evaluate-one.ts';
import type { SingleVerdict } from './evaluate/single-verdict.ts';
import { type Ending, type EvaluationEnding, exitCodes, worstOf } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { type LeniencyFlags, leniencyIn, leniencyOptions } from './options/leniency-flags.ts';
import { limitsIn } from './options/limit-options.ts';
import { addLimits } from './options/limits-help.ts';
import { lookOn } from './process/look-on.ts';
import { formatsHelp } from './reports/format-option.ts';

type DiffFlags = LeniencyFlags & { format: DiffFormat; plugin?: string };

const EXAMPLES = `
${formatsHelp(diffFormats)}

Examples:
  scs-networking diff before.tar.gz after.tar.gz
  scs-networking diff --format json before.tar.gz ./unpacked
  scs-networking diff --format html before.tar.gz after.tar.gz > diff.html
  curl -s https://example.org/results.tar.gz | scs-networking diff before.tar.gz -

Both archives are judged with the same inputs. A change matters if the verdict rests
on it: the outcome of a clause, a finding that is more than advice, a spec.
Other versions, settings or waivers alone do not matter, but are listed.

Exit codes, which do not say what the verdicts are:
  ${exitCodes.same}    nothing that matters changed
  ${exitCodes.different}    something that matters changed, for better or worse
  ${exitCodes.unusable}    wrong usage, or an input that cannot be read`;

/** `finish` is called with how the command ended. */
export function diffCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('diff')
    .description('report what changed between two archives')
    .argument('<a>', 'archive, packed or unpacked; - for standard input')
    .argument('<b>', 'another archive')
    .addOption(
      new Option('--format <format>', 'how to print the changes').choices(Object.keys(diffFormats)).default('text'),
    )
    .option(`${inputOptionNames.plugin} <name>`, 'the plugin to judge, if the archives contain several');
  for (const option of leniencyOptions()) command.addOption(option);
  return addLimits(command, EXAMPLES).action(async (a: string, b: string, flags: DiffFlags) => {
    finish(await diff([a, b], flags, toolVersion));
  });
}

async function diff([a, b]: [string, string], flags: DiffFlags, toolVersion: string): Promise<Ending> {
  // Loaded only now, as by all commands: help must not wait for it.
  const { diffArchives } = await import('../../results-parsers/diff/diff-archives.ts');
  const { STANDARD_INPUT } = await import('./input/evaluate-input.ts');
  if (a === STANDARD_INPUT && b === STANDARD_INPUT) {
    tell('scs-networking: expected two archives, found standard input twice; name a file for one\n');
    return 'unusable';
  }
  const leniency = await readOrComplain(null, 'a file of waivers', () => leniencyIn(flags));
  if (leniency === undefined) return 'unusable';
  const options = { toolVersion, limits: limitsIn(flags), ...leniency };
  const chosen = flags.plugin === undefined ? options : { ...options, plugin: flags.plugin };
  const { archiveNames } = await import('./input/archive-names.ts');
  const names = archiveNames([a, b]);
  const assignmentOf = (archive: string): Assignment => {
    const name = archive === STANDARD_INPUT ? undefined : names.get(archive);
    return name === undefined ? { archive } : { archive, name };
  };
  const { singleVerdict } = await import('./evaluate/single-verdict.ts');
  const before = await singleVerdict(assignmentOf(a), chosen);
  const after = await singleVerdict(assignmentOf(b), chosen);
  if ('ending' in before || 'ending' in after) return worstOf([before, after].flatMap(endingIn));
  const changes = diffArchives(before.verdict, after.verdict);
  const render = await diffFormats[flags.format].load();
  print(render(changes, { verbose: false, ...lookOn(process.stdout, process.env) }));
  return changes.matters ? 'different' : 'same';
}

function endingIn(result: SingleVerdict): EvaluationEnding[] {
  return 'ending' in result ? [result.ending] : [];
}
