import { basename } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { isDay } from '../../../results-parsers/core/day.ts';
import type { DeclarationSet, LeniencyOptions, WaiverSet } from '../../../results-parsers/index.ts';
import { inputOptionNames } from '../../../results-parsers/report/input-option-names.ts';

export type LeniencyFlags = {
  waivers?: string[];
  defaultWaivers: boolean;
  asOf?: string;
  strictFlakes?: boolean;
  extended?: boolean;
  declarations?: string;
};

/** The options that say what may be excused, and what is declared. */
export function leniencyOptions(): Option[] {
  return [
    new Option(`${inputOptionNames.waivers} <file>`, 'exceptions for single specs; may be repeated').argParser(
      (file: string, before: string[] = []) => [...before, file],
    ),
    new Option(inputOptionNames.defaultWaivers, 'leave out the exceptions that SCS grants to every cluster'),
    new Option(
      `${inputOptionNames.asOf} <date>`,
      'the day on which waivers must be in force (default: the day of the run)',
    ).argParser(day),
    new Option(inputOptionNames.strictFlakes, 'a spec that failed and then passed counts as failed'),
    new Option(inputOptionNames.extended, "behaviour that upstream's specs do not test must conform to the API, too"),
    new Option(
      `${inputOptionNames.declarations} <file>`,
      'what the provider declares about SHOULD clauses that no test can prove',
    ),
  ].map((option) => option.helpGroup('What is excused, and what is declared (the verdict records it):'));
}

function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('Expected a day such as 2026-11-22.');
  return text;
}

/**
 * Reads the files of waivers and of declarations. Throws `INPUT_UNREADABLE` for a file that cannot be read or is no such file, and `USAGE`
 * for two waivers with one id.
 */
export async function leniencyIn(flags: LeniencyFlags): Promise<LeniencyOptions> {
  const { combineWaivers } = await import('../../../results-parsers/waivers/combine-waivers.ts');
  const { defaultWaivers } = await import('../../../results-parsers/waivers/default-profile.ts');
  const files: WaiverSet[] = [];
  for (const file of flags.waivers ?? []) files.push(await waiversIn(file));
  const waivers = [...(flags.defaultWaivers ? [defaultWaivers] : []), ...files];
  // Evaluating would also refuse them, once for each archive.
  combineWaivers(waivers);
  return {
    waivers,
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    strictFlakes: flags.strictFlakes ?? false,
    extended: flags.extended ?? false,
    ...(flags.declarations === undefined ? {} : { declarations: await declarationsIn(flags.declarations) }),
  };
}

async function waiversIn(file: string): Promise<WaiverSet> {
  const { MAX_WAIVERS_FILE_BYTES, readWaivers } = await import('../../../results-parsers/waivers/read-waivers.ts');
  const { beginningOfFile } = await import('../input/beginning-of-file.ts');
  // One byte more than there may be: enough to see that the file is too large.
  return readWaivers(await beginningOfFile(file, MAX_WAIVERS_FILE_BYTES + 1, 'a file of waivers'), basename(file));
}

async function declarationsIn(file: string): Promise<DeclarationSet> {
  const { readDeclarations } = await import('../../../results-parsers/declarations/read-declarations.ts');
  const { MAX_WRITTEN_FILE_BYTES } = await import('../../../results-parsers/core/yaml/read-written-file.ts');
  const { beginningOfFile } = await import('../input/beginning-of-file.ts');
  return readDeclarations(
    await beginningOfFile(file, MAX_WRITTEN_FILE_BYTES + 1, 'a file of declarations'),
    basename(file),
  );
}
