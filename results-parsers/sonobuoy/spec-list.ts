import { ScsNetworkingError } from '../core/errors.ts';
import { SPEC_NAME_LENGTH } from '../junit/limits.ts';
import { isNetworkPolicySpec } from '../standard/catalogue.ts';
import { LineReader } from './line-reader.ts';

/** A line of `e2e.test --list-tests`: blanks, file, line number, full name (listTestInformation in its test_context.go). */
const LISTED_SPEC = /^\s+\S+:\d+: (.+?)\r?$/;
/** The same, without the name. */
const LISTED = /^\s+\S+:\d+: .+\r?$/;

/** The full name in a line of `e2e.test --list-tests`, without the `[It] ` that JUnit puts before it; undefined: the line has none. */
export function listedSpec(line: string): string | undefined {
  return LISTED_SPEC.exec(line)?.[1];
}

/** What `e2e.test --list-tests` lists: NetworkPolicy specs by name, and how many specs of all kinds. */
export type ListedSpecs = { names: Set<string>; count: number };

/**
 * Collects the NetworkPolicy specs from the output of `e2e.test --list-tests`.
 *
 * Throws `INPUT_UNREADABLE` for more than `limit` of them: a part of the list must not pass for the whole.
 */
export function specListReader(list: ListedSpecs, limit: number): LineReader {
  return new LineReader((line) => {
    // Thousands are counted, and a few dozen are of interest.
    if (!isNetworkPolicySpec(line)) {
      if (LISTED.test(line)) list.count += 1;
      return;
    }
    const name = listedSpec(line);
    if (name === undefined) return;
    list.count += 1;
    if (!isNetworkPolicySpec(name)) return;
    list.names.add(name);
    if (name.length > SPEC_NAME_LENGTH) {
      throw new ScsNetworkingError(
        'INPUT_UNREADABLE',
        `the archive's list of specs has a name of more than ${SPEC_NAME_LENGTH} characters`,
      );
    }
    if (list.names.size > limit) {
      throw new ScsNetworkingError(
        'INPUT_UNREADABLE',
        `the archive's list of specs exceeds the limit specs of ${limit}`,
        { limit: { name: 'specs' } },
      );
    }
  });
}
