import type { SpecOutcome } from '../../../results-parsers/documents/verdict/spec-outcome.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import { type EngineRow, type EngineSeries, type EngineTable, minorOf } from './engine-table.ts';
import { markdownTable } from './markdown-table.ts';

const INTRODUCTION = `# What real engines do

Each row is a run of the plugin on [the test cluster](test-cluster.md): real API server, kubelet, Sonobuoy and e2e binary. The
engine is what enforces NetworkPolicies there. \`npm run test:cluster -- --matrix engines\` renews this page and
[its data](engines.json), or single rows of them; no cell is made by hand. SCTP specs are left out if the kernel has no SCTP. The
machine does other work, too, so do not compare the times of engines.
`;

const PENDING = '## Rows that are still missing\n';

/** test/docs/engines.test.ts checks that the rows show this. */
const LESSONS = `## What they show

- An engine that enforces policies is compliant on every version, and a cluster without one is not. Ten runs in a row agree.
- Cilium knows pods by their identities, not by their addresses: with its default settings the three specs that put the address of a pod into
  an \`ipBlock\` fail, one always and two by chance. [A waiver](../results-parsers/waivers/default-profile.ts) exempts these three. With
  \`policy-cidr-match-mode=pods\` they pass.
- Cilium (since 1.18) lets new labels wait for a random time of up to \`identity-max-jitter\`, 30 seconds by default, and 5 more. The specs
  that change a label wait for about 20: half of the runs in a row failed for this reason alone. The plugin warns of it before it starts, and
  the verdict mentions it if such specs did not pass. Cilium's own tests [set it to zero](https://github.com/cilium/cilium/pull/46477).
- Cilium 1.15.19, from before that, passed all specs that change a label, and failed the three specs for addresses of pods in both attempts. It
  has no \`policy-cidr-match-mode\`.
- Cilium with \`enable-policy=always\` blocks what no policy allows. The specs would prove nothing, so they are not run, and the verdict is
  inconclusive.
- kube-router rejects packets that other engines drop, which makes no difference to the verdict: compliant on every version. It passes every
  upstream spec. Our own check of what upstream does not test found two faults, with named ports and with a pod's first moments
  ([a run](../test/fixtures/README.md)).
- kube-network-policies (\`enforcing\`, \`npa-...\`) learns of a pod from the API server only once the pod has started. Whether that check finds
  a pod's first moments open is a matter of chance there, so it answers yes in one run and no in another.
- Admin network policies are enforced if an engine for their version runs, and by Cilium with
  \`enable-k8s-cluster-network-policy=true\`.
`;

/** The page for people, from the data alone. */
export function engineTablePage({ rows, pending, series }: EngineTable): string {
  const numbered = rows.map((row, index) => ({ ...row, number: `(${index + 1})` }));
  return [
    INTRODUCTION,
    markdownTable(
      ['', 'engine', 'Kubernetes', 'verdict', 'without waivers', 'specs', 'run', 'archive'],
      numbered.map(summaryOf),
    ),
    ...(pending.length === 0
      ? []
      : [
          PENDING,
          markdownTable(
            ['engine', 'Kubernetes', 'why'],
            pending.map(({ configuration, minor, reason }) => [configuration, minor, reason]),
          ),
        ]),
    LESSONS,
    ...(series.length === 0 ? [] : ['## Runs in a row\n', markdownTable(SERIES_HEAD, series.map(seriesOf))]),
    // A table of all rows would be too wide to read.
    ...[...Map.groupBy(numbered, minorOf)].flatMap(([minor, group]) => resultsOf(minor, group)),
  ].join('\n');
}

type NumberedRow = EngineRow & { readonly number: string };

function resultsOf(minor: string, rows: readonly NumberedRow[]): string[] {
  const columns = rows.map(({ number }) => number);
  const namesIn = (kind: 'specs' | 'checks') => [...new Set(rows.flatMap((row) => Object.keys(row[kind])))].sort();
  const specs = namesIn('specs').map((name) => [specSentence(name), ...rows.map((row) => markOf(row.specs[name]))]);
  const checks = namesIn('checks').map((id) => [id, ...rows.map((row) => row.checks[id] ?? '')]);
  return [
    `## Kubernetes ${minor}\n\nSpecs before waivers. The columns are the rows above.\n`,
    markdownTable(['spec', ...columns], specs),
    ...(checks.length === 0 ? [] : [markdownTable(['check', ...columns], checks)]),
  ];
}

const SERIES_HEAD = ['engine', 'Kubernetes', 'verdicts', 'specs that did not always come out the same way'];

function seriesOf({ verdicts, unsteady, ...series }: EngineSeries): string[] {
  const specs = Object.entries(unsteady).map(([name, counts]) => `${specSentence(name)}: ${counted(counts)}`);
  return [nameOf(series), series.kubernetes, tally(verdicts), specs.length === 0 ? 'none' : specs.join('<br>')];
}

function nameOf({ engine, release, options }: Pick<EngineRow, 'engine' | 'release' | 'options'>): string {
  return [engine, ...(release === null ? [] : [release]), ...options].join(' ');
}

/** `47 passed, 3 skipped` */
function tally(outcomes: readonly string[]): string {
  return counted(Object.fromEntries([...Map.groupBy(outcomes, (one) => one)].map(([one, all]) => [one, all.length])));
}

function counted(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  return parts.sort().join(', ');
}

function summaryOf(row: NumberedRow): string[] {
  return [
    row.number,
    nameOf(row),
    row.kubernetes,
    row.verdict.withDefaultWaivers,
    row.verdict.strict,
    tally(Object.values(row.specs)),
    `${row.seconds.run} s`,
    `\`${row.archive.sha256.slice(0, 12)}\``,
  ];
}

/** Most specs pass, so only exceptions stand out. */
function markOf(outcome: SpecOutcome | undefined): string {
  if (outcome === undefined) return '';
  return outcome === 'passed' ? '✓' : `**${outcome}**`;
}
