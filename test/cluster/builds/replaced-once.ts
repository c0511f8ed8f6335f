import { readFile } from 'node:fs/promises';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** A change of a source file. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** The text of a file with the change made. @throws TOOL_FAILED unless what is to be changed is there exactly once */
export async function replacedOnce(file: string, { from, to }: Replacement): Promise<string> {
  const [before, after, ...others] = (await readFile(file, 'utf8')).split(from);
  if (before === undefined || after === undefined || others.length > 0) {
    const expected = `expected ${JSON.stringify(from)} once in ${file}, so that it can be changed`;
    throw new ScsNetworkingError('TOOL_FAILED', `${expected}; this version may need another patch`);
  }
  return before + to + after;
}
