import type { SpecVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import { failureKind } from '../../verdict/failure-summary.ts';
import { inWords } from '../severity.ts';
import { attemptsOf, firstLineOf } from '../spec-list.ts';
import type { CaseResult, ReportedCase } from './junit-document.ts';

export function specCase(spec: SpecVerdict, verdict: Verdict): ReportedCase {
  const seconds = spec.attempts.reduce((sum, attempt) => sum + (attempt.seconds ?? 0), 0);
  return { name: spec.name, seconds, result: resultOf(spec, verdict) };
}

/** A spec that is not required and did not run means nothing; a required spec without a result is an error, unless the run left it out. */
function resultOf(spec: SpecVerdict, { waivers }: Verdict): CaseResult {
  const { outcome, required } = spec;
  switch (outcome) {
    case 'passed':
      return { kind: 'passed', text: '' };
    case 'flaky':
      return { kind: 'flaky', type: failureKind(spec), message: `flaky: ${attemptsOf(spec)}`, text: detailsOf(spec) };
    case 'failed':
      return { kind: 'failure', type: failureKind(spec), message: messageOf(spec), text: detailsOf(spec) };
    case 'waived':
      return skipped(waivedMessage(spec, waivers), detailsOf(spec));
    case 'skipped':
      return skipped(required ? 'skipped, which proves nothing' : 'skipped; it is not required');
    case 'missing':
    case 'timed-out':
    case 'interrupted':
      return required
        ? { kind: 'error', type: outcome, message: inWords(outcome), text: detailsOf(spec) }
        : skipped(`${inWords(outcome)}; it is not required`);
    default:
      return outcome satisfies never;
  }
}

function skipped(message: string, text = message): CaseResult {
  return { kind: 'skipped', message, text };
}

function waivedMessage({ waivedBy, outcomeBeforeWaivers }: SpecVerdict, waivers: Verdict['waivers']): string {
  const waiver = waivers.find(({ id }) => id === waivedBy[0]);
  const until = waiver?.expires == null ? '' : ` until ${waiver.expires}`;
  return `waived by ${waivedBy.join(', ')}${until} (it was ${outcomeBeforeWaivers}): ${waiver?.reason ?? ''}`;
}

function messageOf(spec: SpecVerdict): string {
  return spec.explanation?.phrases[0] ?? (firstLineOf(spec) || 'failed');
}

function detailsOf(spec: SpecVerdict): string {
  const { explanation, failure, exercises, attempts } = spec;
  const lines = [
    ...(explanation?.phrases ?? []),
    ...(exercises === null ? [] : [`exercises ${exercises}`]),
    ...(explanation?.requirement == null ? [] : [explanation.requirement]),
    ...(explanation === null ? [] : [`-> ${explanation.remedy}`]),
    ...(failure === null ? [] : ['', failure]),
    '',
    ...attempts.map(
      ({ number, outcome, evidence }) =>
        `attempt ${number}: ${outcome}, ${evidence.path}${evidence.line === null ? '' : `:${evidence.line}`}`,
    ),
  ];
  return lines.join('\n').trim();
}
