import { BEYOND_UPSTREAM } from '../../checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import { scenarioTexts } from '../../checks/network-policy-beyond-upstream/scenario-texts.ts';
import { counted } from '../../core/counted.ts';
import type { CheckMeasure, CheckPart, CheckVerdict } from '../../documents/checks/check-verdict.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

/**
 * What upstream's specs do not test. It is advice, as the standard asks for upstream's specs alone, unless the evaluation is extended:
 * then every scenario has to be as the API specifies, or not to apply.
 */
export const scenariosAreReported: Rule = ({ checks, extended }) => {
  const check = checks.judged.map(({ verdict }) => verdict).find(({ id }) => id === BEYOND_UPSTREAM);
  if (check === undefined) return extended ? [missing] : [];
  const failed = check.parts.filter(({ answer }) => answer === 'no');
  return [
    ...failed.map((part) => failedScenario(part, check, extended)),
    ...check.parts.flatMap((part) => failedBefore(part, check, extended)),
    ...undecidedScenarios(check, extended),
    ...enforcementTime(check),
  ];
};

function failedScenario({ id, question, text }: CheckPart, check: CheckVerdict, extended: boolean): Finding {
  return finding(extended ? 'required-scenario-failed' : 'scenario-failed', {
    text: `${question} No (${id}): ${text}`,
    remedy: `${apiSays(id)} See whether your network plugin documents this as a limit of its own; if not, report it there.`,
    evidence: check.evidence,
  });
}

/** It is a deviation like any other, but in the scenario's first step. */
function failedBefore({ id, question, before }: CheckPart, check: CheckVerdict, extended: boolean): Finding[] {
  if (before === undefined) return [];
  return [
    finding(extended ? 'required-scenario-failed' : 'scenario-failed', {
      text: `Before the question "${question}" (${id}) could be asked, ${before}`,
      remedy: `${apiSays(id)} See whether your network plugin documents this, or how long it takes to apply changes.`,
      evidence: check.evidence,
    }),
  ];
}

function apiSays(id: string): string {
  return `The API says: ${scenarioTexts.find((scenario) => scenario.id === id)?.api ?? ''}`;
}

function undecidedScenarios(check: CheckVerdict, extended: boolean): Finding[] {
  const undecided = check.parts.filter(({ answer, before }) => answer === 'unknown' && before === undefined);
  const [first] = undecided;
  if (first === undefined && check.answer !== 'unknown') return [];
  const which =
    first === undefined
      ? `The check ${check.id} could not answer its question. ${check.text}`
      : `${counted(undecided.length, 'scenario')} of the check ${check.id} could not be decided: ${undecided.map(({ id }) => id).join(', ')}. About ${first.id}: ${first.text}`;
  return [
    finding(extended ? 'required-scenarios-undecided' : 'scenarios-undecided', {
      text: which,
      remedy: 'Remove the cause and run the plugin again.',
      evidence: check.evidence,
    }),
  ];
}

function enforcementTime({ measures, evidence }: CheckVerdict): Finding[] {
  if (measures.length === 0) return [];
  return [
    finding('enforcement-measured', {
      text: `How long changes to policies took to be enforced, in seconds: ${measures.map(inWords).join('; ')}.`,
      remedy:
        'Nothing is needed: the standard sets no limit. For that long, new pods are unprotected, and new rules have no effect.',
      evidence,
    }),
  ];
}

function inWords({ what, seconds: { samples, min, median, p95, max } }: CheckMeasure): string {
  return `${what}: at least ${min}, median ${median}, 95th percentile ${p95}, at most ${max} (${counted(samples, 'sample')})`;
}

const missing = finding('required-scenarios-undecided', {
  text: `The evaluation is extended (--extended), but the archive contains no reliable results of the check ${BEYOND_UPSTREAM}.`,
  remedy: `Run the plugin with this check (SCS_CHECKS=all), or evaluate without --extended.`,
});
