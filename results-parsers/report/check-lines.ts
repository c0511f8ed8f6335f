import type { CheckPart, CheckVerdict } from '../checks/check-verdict.ts';
import { wrapped } from './layout.ts';
import type { Paint, Tone } from './paint.ts';

const INDENT = '  ';
const MARKS: Readonly<Record<CheckPart['answer'], string>> = { yes: '+', no: 'x', unknown: '?', 'not-applicable': '-' };
const TONES: Readonly<Record<CheckVerdict['answer'], Tone>> = { yes: 'good', no: 'bad', unknown: 'unsure' };

/** What our own checks of a clause answered. `verbose`: also what each was asked in particular, and what it measured. */
export function checkLines(checks: readonly CheckVerdict[], paint: Paint, verbose: boolean): string[] {
  return checks.flatMap((check) => {
    const advisory = check.level === 'advisory' ? ' (advisory)' : '';
    return [
      '',
      ...paint(
        wrapped(`${check.question} ${check.answer}${advisory}`, `${INDENT}${MARKS[check.answer]} `),
        TONES[check.answer],
      ),
      ...wrapped(check.text, `${INDENT}  `),
      ...(verbose ? detailLines(check) : []),
    ];
  });
}

function detailLines({ parts, measures }: CheckVerdict): string[] {
  return [
    ...parts.flatMap(({ question, answer, text }) => wrapped(`${question} ${text}`, `${INDENT}    ${MARKS[answer]} `)),
    ...measures.flatMap(({ what, seconds: { min, median, p95, max, samples } }) =>
      wrapped(
        `${what}: ${min} to ${max} s, median ${median}, 95 % within ${p95}, ${samples} samples`,
        `${INDENT}    `,
        `${INDENT}      `,
      ),
    ),
  ];
}
