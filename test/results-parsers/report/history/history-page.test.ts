import { describe, expect, test } from '@jest/globals';
import { historyPage, type LinkedRun } from '../../../../results-parsers/report/history/history-page.ts';
import type { HistoryRun } from '../../../../results-parsers/report/history/history-run.ts';

function run(changes: Partial<HistoryRun>, page: string | null = null): LinkedRun {
  const of: HistoryRun = {
    source: 'archives/a.tar.gz',
    cluster: 'cluster-a',
    startedAt: '2026-11-22T03:01:00Z',
    verdict: 'compliant',
    minor: '1.36',
    kubernetes: 'v1.36.3',
    network: 'cilium',
    counts: { passed: 47, failed: 0, waived: 3, others: 0 },
    clauses: [{ id: 'network-policy', level: 'MUST', outcome: 'satisfied' }],
  };
  return { run: { ...of, ...changes }, page };
}

const RUNS = [
  run({ source: 'b', cluster: 'cluster-b', verdict: 'inconclusive', minor: '1.9', network: null }),
  run({ source: 'old' }),
  run({ source: 'new', startedAt: '2026-11-23T03:01:00Z', verdict: 'non-compliant' }, 'new 1.verdict.html'),
  run({ source: 'nameless', cluster: null, startedAt: null, minor: '1.37' }),
];

/** The rule of the style sheet for the row of a run. */
function ruleOf(page: string, source: string): string {
  const [, kind] = new RegExp(`<tr class="run (k\\d+)">(?:(?!</tr>).)*>${source}<`).exec(page) ?? [];
  return new RegExp(`^.* \\.${kind} { display: revert; }`, 'm').exec(page)?.[0] ?? '';
}

describe('the history of runs', () => {
  const page = historyPage(RUNS);

  test('groups the runs by cluster, the newest first, with unknown clusters last', () => {
    const sources = [...page.matchAll(/class="source">(?:<a [^>]*>)?([^<]*)</g)].map(([, source]) => source);
    expect(sources).toEqual(['new', 'old', 'b', 'nameless']);
    expect([...page.matchAll(/<code>([^<]*)<\/code>/g)].map(([, name]) => name)).toEqual([
      'cluster-a',
      'cluster-b',
      'cluster not known',
    ]);
  });

  test('counts the runs, and the compliant ones of each cluster', () => {
    expect(page).toContain('4 runs of 3 clusters: 2 compliant, 1 non-compliant, 1 inconclusive.');
    expect(page).toContain('aria-label="1 of 2 runs compliant"');
  });

  test('links the page of a verdict, if there is one', () => {
    expect(page).toContain('<a href="new%201.verdict.html">new</a>');
    expect(page).not.toContain('>old</a>');
  });

  test('can be filtered by every value that occurs, with numbers in numeric order', () => {
    const [, options = ''] = /<select id="kubernetes">(.*?)<\/select>/.exec(page) ?? [];
    expect(options).toBe('<option>all</option><option>1.9</option><option>1.36</option><option>1.37</option>');
    expect(page).toContain('<option>network-policy: satisfied</option>');
    expect(ruleOf(page, 'b')).toContain('#kubernetes option:not(:nth-child(1), :nth-child(2))');
    expect(ruleOf(page, 'old')).toContain('#kubernetes option:not(:nth-child(1), :nth-child(3))');
  });

  test('has one rule for all runs with the same values, which also applies to their clusters', () => {
    const alike = historyPage([...RUNS, run({ cluster: 'cluster-c', startedAt: '2025-01-01T00:00:00Z' })]);
    expect(ruleOf(alike, 'archives/a.tar.gz')).toBe(ruleOf(alike, 'old'));
    expect(alike.match(/display: revert/g)).toHaveLength(4);
    expect(alike.match(/<tbody class="cluster [^"]*">/g)).toHaveLength(4);
    const [, kind] = /<tbody class="cluster (k\d+)">\n<tr class="name">(?:(?!<\/tr>).)*cluster-c/.exec(alike) ?? [];
    expect(alike).toContain(`<tr class="run ${kind}">`);
  });

  test('is the same each time, whatever the order of the runs', () => {
    expect(historyPage(RUNS.toReversed())).toBe(page);
  });

  test('runs no script and loads nothing', () => {
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'/);
    expect(page).not.toMatch(/<script|<img|<iframe| on\w+=|url\(/);
  });

  test('shows hostile names as text, and keeps them out of its style sheet', () => {
    const hostile = '</style><script>x</script>"\u001b[2J';
    const shown = historyPage([
      run({ source: hostile, cluster: hostile, minor: hostile, kubernetes: hostile, network: hostile }, 'x.html'),
    ]);
    expect(shown).not.toContain('<script');
    expect(shown).not.toContain('\u001b');
    expect(shown.match(/<\/style>/g)).toHaveLength(1);
  });

  test('is also written for no runs', () => {
    expect(historyPage([])).toContain('0 runs of 0 clusters');
  });
});
