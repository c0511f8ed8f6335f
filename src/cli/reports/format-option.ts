import { InvalidArgumentError, Option } from 'commander';
import type { Format } from '../../../results-parsers/report/format.ts';

type Formats<Name extends string, Document> = Readonly<Record<Name, Format<Document>>>;

/** `--format`, which takes one or more names of formats, separated by commas. */
export function formatOption<Name extends string, Document>(formats: Formats<Name, Document>, what: string): Option {
  const names = namesOf(formats);
  const option = new Option('--format <format>', `how to print ${what}`).default(['text'], 'text').argParser((text) => {
    const wanted = [...new Set(text.split(','))];
    const unknown = wanted.filter((name) => !names.some((known) => known === name));
    if (unknown.length > 0) throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`);
    return wanted;
  });
  option.argChoices = [...names];
  return option;
}

/** The formats, for the help of a command. */
export function formatsHelp<Name extends string, Document>(formats: Formats<Name, Document>): string {
  const names = namesOf(formats);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  return ['Formats:', ...names.map((name) => `  ${name.padEnd(width)}${formats[name].description}`)].join('\n');
}

function namesOf<Name extends string>(formats: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(formats) as Name[];
}
