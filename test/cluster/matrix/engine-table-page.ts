import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import type { SpecOutcome } from '../../../results-parsers/verdict/spec-outcome.ts';
import type { EngineRow, EngineTable } from './engine-table.ts';

const INTRODUCTION = `# What real engines do

Each row is a run of the plugin on [the test cluster](../README.md#the-test-cluster): real API server, kubelet, Sonobuoy and e2e binary. The
engine is what enforces NetworkPolicies there. \`npm run test:cluster -- --matrix engines\` makes this page and
[its data](engines.json) anew; no cell is made by hand. SCTP specs are not run where the kernel has no SCTP, which the runner finds out.
`;

/** The page for people, from the data alone. */
export function engineTablePage({ rows }: EngineTable): string {
  const columns = rows.map((_, index) => `(${index + 1})`);
  const names = [...new Set(rows.flatMap(({ specs }) => Object.keys(specs)))].sort();
  return [
    INTRODUCTION,
    table(['', 'engine', 'Kubernetes', 'verdict', 'without waivers', 'specs', 'run', 'archive'], rows.map(summaryOf)),
    '## Specs\n\nBefore waivers. The columns are the rows above.\n',
    table(
      ['spec', ...columns],
      names.map((name) => [specSentence(name), ...rows.map(({ specs }) => markOf(specs[name]))]),
    ),
  ].join('\n');
}

function summaryOf(row: EngineRow, index: number): string[] {
  const outcomes = Map.groupBy(Object.values(row.specs), (outcome) => outcome);
  const counts = [...outcomes].map(([outcome, all]) => `${all.length} ${outcome}`).sort();
  return [
    `(${index + 1})`,
    [row.engine, ...row.options].join(' '),
    row.kubernetes,
    row.verdict.withDefaultWaivers,
    row.verdict.strict,
    counts.join(', '),
    `${row.seconds.run} s`,
    `\`${row.archive.sha256.slice(0, 12)}\``,
  ];
}

/** Passing is the rule; what is not stands out. */
function markOf(outcome: SpecOutcome | undefined): string {
  if (outcome === undefined) return '';
  return outcome === 'passed' ? '✓' : `**${outcome}**`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
