import type { ListedCases, SonobuoyResults } from '../sonobuoy/sonobuoy-results.ts';

const REMOVED = 'removed';

/** How many cases are written at once: there may be a million. */
const PART = 1000;

/**
 * Sonobuoy's results reduced to what is read of them, part by part, in the form in which Sonobuoy writes them. Cases of other specs have
 * no name.
 */
export function* writtenResults(results: SonobuoyResults): Generator<string> {
  yield `name: ${REMOVED}\nstatus: unknown\nitems:${results.size === 0 ? ' []' : ''}\n`;
  for (const [path, listed] of results) yield* fileItem(path, listed);
}

function* fileItem(path: string, { cases, skipped, specs }: ListedCases): Generator<string> {
  yield `- name: ${REMOVED}\n  status: unknown\n  meta:\n    file: ${quoted(path)}\n    type: file\n  items:\n`;
  yield `  - name: ${REMOVED}\n    status: unknown\n    items:\n`;
  for (const { name, status } of specs) yield caseItem(quoted(name), status);
  const skippedSpecs = specs.filter(({ status }) => status === 'skipped').length;
  yield* otherCases('skipped', skipped - skippedSpecs);
  yield* otherCases('unknown', cases - skipped - (specs.length - skippedSpecs));
}

function* otherCases(status: string, count: number): Generator<string> {
  for (let left = count; left > 0; left -= PART) yield caseItem(REMOVED, status).repeat(Math.min(left, PART));
}

function caseItem(name: string, status: string): string {
  return `    - name: ${name}\n      status: ${status}\n`;
}

/** YAML can read JSON's quoted strings. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
