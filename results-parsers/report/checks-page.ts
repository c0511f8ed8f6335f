import type { CheckDefinition } from '../documents/checks/check-definition.ts';
import type { ChecksDocument } from '../documents/checks/checks-document.ts';
import { clauses } from '../standard/clauses.ts';

const INTRODUCTION = `# Checks

What the plugin finds out beside Kubernetes' own specs, and how. The code of the checks defines what stands here; \`scs-networking checks\`
prints it, too.

Each check answers a question by yes or no from what it observes, or says why it cannot. It makes namespaces and objects of its own, which have the
run's id, removes them when it ends however it ends, and touches nothing else. What it saw is in \`checks/<id>.json\` in the archive, and the
answer is computed from that, so that anyone can do it again. SHOULD and MAY clauses never change the verdict.

\`SCS_CHECKS\` says which checks run: \`none\`, or \`all\`, ids and clauses between commas. A check that runs on request is not among \`all\`:
\`all,network-policy-sampled\`. \`SCS_CHECK_SECONDS\` gives single checks more or less time: \`default-restrictions=300\`.
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
    level === 'advisory'
      ? '\nAdvisory: it changes the outcome of its clause only if `evaluate --extended` asks for it.\n'
      : '';
  const when = rest.phase === 'before-specs' ? 'before' : 'after';
  return `### ${id}

**${question}**
${advisory}
${motivation}

${does.map((step, index) => `${index + 1}. ${step}`).join('\n')}
${partsOf(rest)}
It needs:
${needs.map((need) => `- ${need}`).join('\n')}

Where the answer is no: ${remediation}

It runs ${rest.onRequest ? `on request (\`SCS_CHECKS=all,${id}\`), ` : ''}${when} Kubernetes' own specs, for at most ${rest.budgetSeconds} seconds.
`;
}

function partsOf({ parts }: Pick<CheckDefinition, 'parts'>): string {
  if (parts === undefined) return '';
  const lines = parts.map(({ id, question, basis }) => `- \`${id}\`: ${question} ${basis}`);
  return `\nIt asks, one by one:\n${lines.join('\n')}\n`;
}
