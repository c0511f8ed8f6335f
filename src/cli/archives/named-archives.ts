import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import { archiveList } from './archive-list.ts';
import { type FoundArchives, findArchives } from './find-archives.ts';
import { namePattern } from './name-patterns.ts';
import type { SourceFlags } from './source-options.ts';

/**
 * What a command line names: its arguments, then those of --files-from, with directories searched.
 *
 * @throws USAGE if it names nothing, or standard input twice; INPUT_UNREADABLE for a file that is not a list
 */
export async function namedArchives(args: readonly string[], flags: SourceFlags): Promise<FoundArchives> {
  const { filesFrom, include = [] } = flags;
  if (args.length === 0 && filesFrom === undefined) {
    throw usage('expected an archive or a directory, or --files-from with a list of them, found nothing');
  }
  const listed = filesFrom === undefined ? [] : await archiveList(filesFrom);
  if (args.length + listed.length === 0) throw usage('expected paths in the list, found not one');
  const readers = [...args, ...listed, ...(filesFrom === undefined ? [] : [filesFrom])];
  if (readers.filter((path) => path === STANDARD_INPUT).length > 1) {
    throw usage('expected standard input (-) once, found it several times; name files');
  }
  return await findArchives([...args, ...listed], include.map(namePattern));
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}
