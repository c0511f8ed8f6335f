import { counted } from '../../core/counted.ts';
import type { SpecVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import { inWords } from '../severity.ts';
import { attemptsOf, firstLineOf, splitName } from '../spec-list.ts';
import { address, code, codeBlock, sentence } from './markdown-text.ts';

/** A spec that failed: what its failure means. */
export function failureItem(spec: SpecVerdict): string {
  const { name, explanation, exercises } = spec;
  const { container, leaf } = splitName(name);
  const lines = [
    ...(explanation?.phrases ?? [firstLineOf(spec)]),
    attemptsOf(spec),
    exercises === null ? '' : `exercises ${exercises}`,
    explanation?.requirement ?? '',
  ].filter((line) => line !== '');
  return [`- ${code(leaf)}`, `  ${sentence(container)}`, ...lines.map((line) => `  - ${sentence(line)}`), ''].join(
    '\n',
  );
}

/** A check of our own, and those of its parts whose answer is not the wanted one. */
export function checkItem({ question, answer, text, example, parts }: Verdict['checks'][number]): string {
  const telling = parts.filter((part) => part.answer === 'no' || part.answer === 'unknown');
  return [
    `- ${sentence(question)} **${answer}**: ${sentence(text)}`,
    ...telling.map((part) => `  - ${sentence(part.question)} **${part.answer}**: ${sentence(part.text)}`),
    ...(example === undefined ? [] : codeBlock(example, 'yaml')),
    '',
  ].join('\n');
}

/** Any spec, in a line. */
export function specItem({ name, outcome, outcomeBeforeWaivers, waivedBy, required }: SpecVerdict): string {
  const waived = waivedBy.length > 0 ? ` (${outcomeBeforeWaivers})` : '';
  const beyond = required ? '' : ', not required';
  return `- ${inWords(outcome)}${waived}${beyond}: ${code(name)}\n`;
}

export function waiverItem({
  id,
  source,
  status,
  why,
  reason,
  link,
  owner,
  expires,
}: Verdict['waivers'][number]): string {
  const details = [
    `${sentence(why)}`,
    sentence(reason),
    ...(link === null ? [] : [address(link)]),
    ...(owner === null ? [] : [`owner: ${sentence(owner)}`]),
    ...(expires === null ? [] : [`in force until ${expires}`]),
  ];
  return [
    `- **${inWords(status)}**: ${code(id)}, of ${code(source)}`,
    ...details.map((detail) => `  - ${detail}`),
    '',
  ].join('\n');
}

export function evidenceItem({ path, bytes, sha256 }: Verdict['evidence'][number]): string {
  return `- ${code(path)}, ${counted(bytes, 'byte')}, SHA-256 ${code(sha256)}\n`;
}
