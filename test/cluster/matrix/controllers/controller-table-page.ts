import { questions } from '../../../../results-parsers/checks/ingress-controller/behaviours.ts';
import { markdownTable } from '../markdown-table.ts';
import type { ControllerRow, ControllerTable } from './controller-table.ts';

const INTRODUCTION = `# What real Ingress controllers do

Each row is a run of the check [ingress-controller](checks.md#ingress-controller) on [the test cluster](test-cluster.md), through the real
controller with its default IngressClass. \`npm run test:cluster -- --matrix controllers\` renews this page and
[its data](ingress-controllers.json), or single rows of them; no cell is made by hand.
`;

/** test/docs/ingress-controllers.test.ts checks that the rows show this. */
const LESSONS = `## What they show

- haproxy-ingress does all that the check asks for.
- If two rules match, Traefik takes the one whose text is longer. It writes a path of type Prefix as \`PathPrefix\` and one of type Exact as
  \`Path\`, so Prefix wins. [The API](https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches) gives precedence to Exact.
- By default Traefik also compares prefixes by characters: \`/prefix\` matches \`/prefixmore\`, and \`/trail/\` does not match \`/trail\`.
  [The API](https://kubernetes.io/docs/concepts/services-networking/ingress/#examples) compares them by elements, and ignores a slash at
  the end. With its setting \`strictprefixmatching\`, Traefik does the same.
- skipper drops rules for wildcard hosts. Of an Exact and a Prefix rule for the same path it takes either, by chance.
`;

/** The page for people, from the data alone. */
export function controllerTablePage({ rows }: ControllerTable): string {
  const asked = new Map(rows.flatMap(({ parts }) => parts.map(({ id, question }) => [id, question] as const)));
  // In the current words, whatever they were when a row was run.
  const inWords = new Map<string, string>([...asked, ...Object.entries(questions)]);
  const numbered = rows.map((row, index) => ({ ...row, number: `(${index + 1})` }));
  const answers = [...asked.keys()].map((id) => [
    inWords.get(id) ?? id,
    ...rows.map(({ parts }) => markOf(parts.find((part) => part.id === id)?.answer)),
  ]);
  return [
    INTRODUCTION,
    markdownTable(['', 'controller', 'Kubernetes', 'clause', 'archive'], numbered.map(summaryOf)),
    LESSONS,
    '## What the check asked\n\nThe columns are the rows above.\n',
    markdownTable(['question', ...numbered.map(({ number }) => number)], answers),
    '## What was different\n',
    markdownTable(['', 'asked', 'found'], numbered.flatMap(differencesOf)),
  ].join('\n');
}

type NumberedRow = ControllerRow & { readonly number: string };

function summaryOf({ number, release, ...row }: NumberedRow): string[] {
  const name = [row.controller, release, ...row.options].join(' ');
  return [number, name, row.kubernetes, row.outcome, `\`${row.archive.sha256.slice(0, 12)}\``];
}

function differencesOf({ number, parts }: NumberedRow): string[][] {
  return parts.filter(({ answer }) => answer !== 'yes').map(({ id, text }) => [number, id, text]);
}

/** Most answers conform, so only exceptions stand out. */
function markOf(answer: ControllerRow['parts'][number]['answer'] | undefined): string {
  if (answer === undefined) return '';
  return answer === 'yes' ? '✓' : `**${answer}**`;
}
