import { inputOptionNames } from '../../../results-parsers/report/input-option-names.ts';
import type { JobFlags } from './job-options.ts';

/** A file that pods read, and its path there. */
export type InputFile = {
  file: string;
  path: string;
  option: typeof inputOptionNames.waivers | typeof inputOptionNames.declarations;
};

/** Where the pods have the files of `inputFiles`. */
export const INPUTS = '/inputs';

/** The files that a command line names, in directories of their own: verdicts record their names. */
export function inputFiles({ waivers = [], declarations }: JobFlags): Omit<InputFile, 'path'>[] {
  return [
    ...waivers.map((file) => ({ file, option: inputOptionNames.waivers })),
    ...(declarations === undefined ? [] : [{ file: declarations, option: inputOptionNames.declarations }]),
  ];
}

/** The arguments of a pod; Kubernetes fills in the index of its shard. */
export function evaluateArguments(
  archives: readonly string[],
  flags: JobFlags,
  { files, jobs }: { files: readonly InputFile[]; jobs: number },
): string[] {
  const { format, output, shards, include = [], defaultWaivers, asOf, strictFlakes, extended } = flags;
  const given = [
    ...['--format', format.join(','), '--output', output],
    ...include.flatMap((glob) => ['--include', glob]),
    ...files.flatMap(({ option, path }) => [option, `${INPUTS}/${path}`]),
    ...(defaultWaivers ? [] : [inputOptionNames.defaultWaivers]),
    ...(asOf === undefined ? [] : [inputOptionNames.asOf, asOf]),
    ...(strictFlakes === true ? [inputOptionNames.strictFlakes] : []),
    ...(extended === true ? [inputOptionNames.extended] : []),
  ];
  const shard = ['--shard', `$(JOB_COMPLETION_INDEX)/${shards}`, '--jobs', String(jobs), '--progress'];
  return ['evaluate', ...shard, ...[...given, '--', ...archives].map(literally)];
}

/** Kubernetes replaces $(NAME) in an argument, and takes $$ for $. */
function literally(argument: string): string {
  return argument.replaceAll('$', '$$$$');
}
