import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Verdict } from '../../results-parsers/index.ts';
import { checkVerdicts } from '../results-parsers/building/check-verdicts.ts';
import { evaluateFiles } from '../results-parsers/building/evaluate.ts';
import { ownArchive, requiredCases } from '../results-parsers/building/sonobuoy.ts';
import { failed, validation } from '../results-parsers/spec-failures/built-timeline.ts';

/** Verdicts on real runs: a compliant, a non-compliant and an inconclusive one, and one with checks of our own. */
export const recorded = ['enforcing-with-sctp', 'not-enforcing-all', 'terminated', 'admin-policies-partly'] as const;

export async function recordedVerdict(name: string): Promise<Verdict> {
  const file = join(import.meta.dirname, '../fixtures', `${name}.verdict.json`);
  return Verdict.parse(JSON.parse(await readFile(file, 'utf8')));
}

const pods = ['x', 'y', 'z'].flatMap((namespace, index) =>
  ['a', 'b', 'c'].map((pod) => `netpol-${namespace}-${17 + index * 1000}/${pod}`),
);
const toFirst = (rows: Readonly<Record<number, string>>): string[] =>
  pods.map((_, index) => rows[index] ?? (index === 0 ? '.........' : 'X........'));

/** A verdict with two attempts, leaks and blocks that differ between tries, flaky, timed-out and skipped specs, and text that looks like markup. */
export async function verdictOfEverything(): Promise<Verdict> {
  const [mixed, flaky, late, skipped, ...others] = requiredCases().map(({ name }) => name);
  const wrong = {
    name: mixed ?? '',
    state: 'failed' as const,
    text: failed('Had 3 wrong results in reachability matrix'),
    timeline: validation({
      pods,
      expected: toFirst({}),
      observed: toFirst({ 2: 'X.......X', 5: '.........', 6: 'X...X....' }),
      observedFirst: toFirst({ 2: 'X.......X', 8: '.........' }),
    }),
  };
  const first = [
    wrong,
    { name: flaky ?? '', state: 'failed' as const, text: '[FAILED] slow <img src=x onerror=alert(1)>' },
    { name: late ?? '', state: 'timedout' as const, text: '[TIMEDOUT] late' },
    { name: skipped ?? '', state: 'skipped' as const },
    ...others.map((name) => ({ name })),
  ];
  const attempts = [{ cases: first }, { cases: [wrong, { name: flaky ?? '' }] }];
  return { ...(await evaluateFiles(ownArchive({ attempts }))), checks: checkVerdicts };
}
