import type { CheckVerdict } from '../../documents/checks/check-verdict.ts';
import { inWords } from '../severity.ts';
import type { CaseResult, ReportedCase } from './junit-document.ts';

/** A case for a check and one for each of its parts. Not one fails: the case of their clause says what they mean for the verdict. */
export function checkCases({ id, question, answer, text, parts, seconds }: CheckVerdict): ReportedCase[] {
  return [
    { name: id, seconds: seconds ?? 0, result: resultOf(answer, question, text) },
    ...parts.map((part) => ({
      name: `${id}.${part.id}`,
      seconds: 0,
      result: resultOf(part.answer, part.question, part.text),
    })),
  ];
}

function resultOf(answer: string, question: string, text: string): CaseResult {
  const message = `${question} ${inWords(answer)}`;
  return answer === 'yes'
    ? { kind: 'passed', text: `${message}\n${text}` }
    : { kind: 'skipped', message, text: `${message}\n${text}` };
}
