import { listedSpec } from '../../../results-parsers/sonobuoy/spec-list.ts';

/** The full names of all specs in the output of `e2e.test --list-tests`. */
export function parseSpecList(text: string): string[] {
  return text
    .split('\n')
    .map(listedSpec)
    .filter((name) => name !== undefined);
}
