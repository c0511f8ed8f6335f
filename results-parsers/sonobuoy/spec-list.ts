import { isNetworkPolicySpec } from '../standard/catalogue.ts';
import { LineReader } from './line-reader.ts';

/** A line of `e2e.test --list-tests`: blanks, file, line number, full name (listTestInformation in its test_context.go). */
const LISTED_SPEC = /^\s+\S+:\d+: (.+?)\r?$/;

/** The full name in a line of `e2e.test --list-tests`, without the `[It] ` that JUnit puts before it; undefined: the line has none. */
export function listedSpec(line: string): string | undefined {
  return LISTED_SPEC.exec(line)?.[1];
}

/** Collects the NetworkPolicy specs from the output of `e2e.test --list-tests`. */
export function specListReader(names: Set<string>): LineReader {
  return new LineReader((line) => {
    const name = listedSpec(line);
    if (name !== undefined && isNetworkPolicySpec(name)) names.add(name);
  });
}
