import type { CheckDefinition } from '../documents/checks/check-definition.ts';
import type { ChecksDocument } from '../documents/checks/checks-document.ts';
import { clauses } from '../standard/clauses.ts';

const INTRODUCTION = `# Checks

What the plugin checks in addition to Kubernetes' own specs, and how. This page is generated from the code of the checks; \`scs-networking checks\`
prints the same.

Each check answers a question with yes or no from what it observes, or says why it cannot. It makes its own namespaces and objects, which carry the
run's id, removes them however it ends, and touches nothing else. Only [agent-restart](#agent-restart) does: it deletes a pod of the network plugin, and
never runs unless it is named. The observations of a check are in \`checks/<id>.json\` in the archive, and the
answer is computed from them, so anyone can recompute it. SHOULD and MAY clauses never change the verdict.
Checks that do not disturb each other run side by side ([why](adr/0036-checks-run-side-by-side.md)).

\`SCS_CHECKS\` says which checks run: \`none\`, or \`all\`, ids and clauses, separated by commas. \`must\`, which
\`run --must-only\` sets, stands for those that run before the specs. A check that runs only on request is not part of \`all\`: \`all,network-policy-sampled\`.
\`SCS_CHECK_SECONDS\` gives single checks more or less time: \`default-restrictions=300\`.
`;

/** The checks as a page of Markdown. */
export function checksPage({ checks }: ChecksDocument): string {
  const sections = clauses.flatMap(({ id, level, title }) => {
    const own = checks.filter(({ clause }) => clause === id);
    return own.length === 0 ? [] : [`## ${level}: ${title} (\`${id}\`)\n`, ...own.map(section)];
  });
  return [INTRODUCTION, ...sections].join('\n');
}

function section({ id, level, question, motivation, does, needs, remediation, ...rest }: CheckDefinition): string {
  const advisory =
    level === 'advisory' ? '\nAdvisory: it changes the outcome of its clause only with `evaluate --extended`.\n' : '';
  const when = rest.phase === 'before-specs' ? 'before' : 'after';
  return `### ${id}

**${question}**
${advisory}
${motivation}

${does.map((step, index) => `${index + 1}. ${step}`).join('\n')}
${partsOf(rest)}
It needs:
${needs.map((need) => `- ${need}`).join('\n')}

If the answer is no: ${remediation}

It runs ${rest.onRequest ? `on request (\`SCS_CHECKS=all,${id}\`), ` : ''}${when} Kubernetes' own specs, for at most ${rest.budgetSeconds} seconds.
`;
}

function partsOf({ parts }: Pick<CheckDefinition, 'parts'>): string {
  if (parts === undefined) return '';
  const lines = parts.map(({ id, question, basis }) => `- \`${id}\`: ${question} ${basis}`);
  return `\nIts questions, one by one:\n${lines.join('\n')}\n`;
}
