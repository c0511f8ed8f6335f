import { counted } from '../core/counted.ts';
import type { CheckPart, CheckVerdict } from '../documents/checks/check-verdict.ts';
import type { Finding } from '../documents/verdict/finding.ts';
import { printable, wrapped } from './layout.ts';
import type { Paint } from './paint.ts';
import { answerTone } from './severity.ts';

const INDENT = '  ';
const MARKS: Readonly<Record<CheckPart['answer'], string>> = {
  yes: '+',
  no: 'x',
  unknown: '?',
  'not-applicable': '-',
  reported: 'i',
};

/**
 * The answers of our own checks of a clause, without what the clause's findings already say. `verbose`: also what each was asked
 * in particular, and what it measured.
 */
export function checkLines(
  checks: readonly CheckVerdict[],
  findings: readonly Finding[],
  { paint, verbose }: { paint: Paint; verbose: boolean },
): string[] {
  return checks.flatMap((check) => {
    const advisory = check.level === 'advisory' ? ' (advisory)' : '';
    // An unused MAY is not a fault.
    const answer = check.level === 'MAY' && check.answer === 'no' ? 'not-applicable' : check.answer;
    const isShown = findings.some(({ text }) => text.includes(check.text));
    return [
      '',
      ...paint(
        wrapped(`${check.question} ${check.answer}${advisory}`, `${INDENT}${MARKS[answer]} `),
        answerTone(check.answer, check.level),
      ),
      ...(isShown ? [] : wrapped(check.text, `${INDENT}  `)),
      ...exampleLines(check),
      ...(verbose ? detailLines(check) : []),
    ];
  });
}

/** Unchanged, so that it can be copied. */
function exampleLines({ example }: CheckVerdict): string[] {
  return example === undefined
    ? []
    : example
        .trimEnd()
        .split('\n')
        .map((line) => `${INDENT}    ${printable(line)}`);
}

function detailLines({ parts, measures }: CheckVerdict): string[] {
  return [
    ...parts.flatMap(({ question, answer, text }) => wrapped(`${question} ${text}`, `${INDENT}    ${MARKS[answer]} `)),
    ...measures.flatMap(({ what, seconds: { min, median, p95, p99, max, samples } }) =>
      wrapped(
        `${what}: ${min} to ${max} s, median ${median}, 95 % within ${p95}${p99 === undefined ? '' : `, 99 % within ${p99}`}, ${counted(samples, 'sample')}`,
        `${INDENT}    `,
        `${INDENT}      `,
      ),
    ),
  ];
}
