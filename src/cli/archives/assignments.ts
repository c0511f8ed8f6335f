import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { Assignments } from '../evaluate/evaluations.ts';
import { archiveNames } from '../input/archive-names.ts';
import { STANDARD_INPUT } from '../input/evaluate-input.ts';
import type { FoundArchives } from './find-archives.ts';

/**
 * The name of each archive in its verdict. The path as it was given is recorded only if there are other archives, or verdicts of
 * other calls in the same file: the verdict on a single archive does not depend on where it lies.
 */
export function assignments(
  { archives, among = archives, problems }: FoundArchives,
  formats: readonly VerdictFormat[],
): Assignments {
  const names = archiveNames(among);
  const hasSource = among.length > 1 || formats.some((format) => verdictFormats[format].gathers);
  return {
    archives,
    problems,
    assignmentOf: (archive) => {
      const name = archive === STANDARD_INPUT ? undefined : names.get(archive);
      return { archive, ...(hasSource ? { source: archive } : {}), ...(name === undefined ? {} : { name }) };
    },
  };
}
