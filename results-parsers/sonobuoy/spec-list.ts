import { isNetworkPolicySpec } from '../standard/catalogue.ts';
import { LineReader } from './line-reader.ts';

/** A line of `e2e.test --list-tests`: blanks, file, line number, full name. */
const LISTED_SPEC = /^\s+\S+:\d+: (.+)$/;

/** Collects the NetworkPolicy specs from the output of `e2e.test --list-tests`. */
export function specListReader(names: Set<string>): LineReader {
  return new LineReader((line) => {
    const name = LISTED_SPEC.exec(line)?.[1]?.trimEnd();
    if (name !== undefined && isNetworkPolicySpec(name)) names.add(name);
  });
}
