import { InvalidArgumentError, Option } from 'commander';

/** Where archives are looked for, besides those that are named one by one. */
export type SourceFlags = { include?: string[]; filesFrom?: string };

export function sourceOptions(): Option[] {
  return [
    new Option(
      '--include <glob>',
      "what to evaluate below directories, such as '*_sonobuoy_*.tar.gz', or with a / 'v1.3?/**'; may be repeated (default: *.tar.gz, *.tgz, *.tar, unpacked archives, directories of junit_*.xml)",
    ).argParser(glob),
    new Option(
      '--files-from <file>',
      'a list of archives and directories, one per line, or as `find -print0` prints them; - for standard input',
    ),
  ].map((option) => option.helpGroup('Where archives are:'));
}

function glob(text: string, before: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('Expected a pattern such as *.tar.gz.');
  return [...before, text];
}
