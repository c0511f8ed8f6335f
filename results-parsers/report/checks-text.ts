import type { CheckDefinition } from '../documents/checks/check-definition.ts';
import type { ChecksDocument } from '../documents/checks/checks-document.ts';
import { clauses } from '../standard/clauses.ts';
import { wrapped } from './layout.ts';

const LABEL_WIDTH = 10;
const INDENT = '  ';

/** The checks for people, by clause: plain text. */
export function checksText({ standard, checks }: ChecksDocument): string {
  const lines = clauses.flatMap(({ id, level, title }) => {
    const own = checks.filter(({ clause }) => clause === id);
    if (own.length === 0) return [];
    return ['', ...wrapped(`${id}: ${title}`, level.padEnd(LABEL_WIDTH)), ...own.flatMap(checkLines)];
  });
  return `${[...wrapped(`${standard.id}, ${standard.title}`, ''), ...lines].join('\n')}\n`;
}

const PHASES: Readonly<Record<CheckDefinition['phase'], string>> = {
  'before-specs': "before Kubernetes' own specs",
  'after-specs': "after Kubernetes' own specs",
};

function checkLines({ id, level, question, does, needs, phase, onRequest, budgetSeconds }: CheckDefinition): string[] {
  const advisory =
    level === 'advisory' ? ' (advisory: changes the outcome of its clause only with evaluate --extended)' : '';
  return [
    '',
    ...wrapped(`${id}${advisory}`, INDENT),
    ...wrapped(question, `${INDENT}  `),
    ...does.flatMap((step) => wrapped(step, `${INDENT}  - `)),
    ...needs.flatMap((need) => wrapped(`Needs: ${need}`, `${INDENT}  `)),
    ...wrapped(
      `Runs ${onRequest ? `on request (SCS_CHECKS=all,${id}), ` : ''}${PHASES[phase]}, for at most ${budgetSeconds} seconds.`,
      `${INDENT}  `,
    ),
  ];
}
