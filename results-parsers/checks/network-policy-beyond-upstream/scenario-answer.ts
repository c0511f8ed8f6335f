import { allOf } from '../../core/counted.ts';
import { firstListed } from '../../core/listed.ts';
import type { CheckPart } from '../../documents/checks/check-verdict.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import type { Reachability } from '../../policy-model/reachability.ts';
import { isOpenWithoutPolicies, isWrong, type JudgedProbe, judgedProbe } from './judged-probe.ts';
import { pathAnswer } from './path-answer.ts';
import { shutText, untriedText, wrongSentence } from './probe-words.ts';
import { ESTABLISHED, type ScenarioFacts, stepOf } from './scenario-facts.ts';
import { changeScenarioIds, isPath, type ScenarioId } from './scenario-texts.ts';
import { windowText } from './window-widths.ts';

export type ScenarioAnswer = Pick<CheckPart, 'answer' | 'text' | 'before'>;

const MOST_LISTED = 3;

/**
 * The answer that a scenario's probes give. A connection that is not as the API specifies makes it a no; one that could not be tried, or was not
 * open even without any policy, shows nothing. If a scenario is about a change, its first step is what is changed: after an error
 * there the question cannot be asked, so it has no answer.
 *
 * @param endedEarly why the check ended during this scenario; null: it did not
 */
export function scenarioAnswer(
  id: ScenarioId,
  facts: ScenarioFacts,
  probes: readonly Probe[],
  endedEarly: string | null,
): ScenarioAnswer {
  const excluded = facts.notApplicable.find(({ scenario }) => scenario === id);
  if (excluded !== undefined) return { answer: 'not-applicable', text: excluded.reason };
  const failure = facts.failed?.find(({ scenario }) => scenario === id)?.reason;
  const unfinished = failure === undefined ? endedEarly : `It could not be carried out: ${failure}`;
  const own = probes.filter(({ name }) => stepOf(name)?.scenario === id);
  if (id === ESTABLISHED) return establishedAnswer(own, unfinished);
  if (isPath(id)) return pathAnswer(id, facts, probes, unfinished);
  if (own.length === 0) return { answer: 'unknown', text: unfinished ?? 'It was not tested.' };
  const judged = own.map((probe) => judgedProbe(probe, facts));
  const shut = judged.filter((each) => !isOpenWithoutPolicies(each, probes));
  const [wrong, untried] = [
    judged.filter((each) => !shut.includes(each) && isWrong(each)),
    judged.filter(({ observed }) => observed === 'unknown'),
  ];
  const isBefore = ({ probe }: JudgedProbe): boolean =>
    changeScenarioIds.some((change) => change === id) && stepOf(probe.name)?.step === 0;
  const [early, late] = [wrong.filter(isBefore), wrong.filter((each) => !isBefore(each))];
  const before = early.length === 0 ? {} : { before: `${listed(early)}.` };
  const window = windowText(id, facts, probes);
  if (late.length > 0) return { answer: 'no', text: `${listed(late)}.${window}`.replace(/^in /, 'In '), ...before };
  if (early.length > 0)
    return { answer: 'unknown', text: `The question could not be asked: ${listed(early)}.`, ...before };
  if (unfinished !== null) return { answer: 'unknown', text: unfinished };
  if (untried.length > 0) return { answer: 'unknown', text: untriedText(untried) };
  if (shut.length > 0) return { answer: 'unknown', text: shutText(shut) };
  const tried = allOf(judged.length, 'connection that was tried', 'connections');
  return { answer: 'yes', text: `${tried} behaved as the API specifies.${window}` };
}

/** The answer is reported if the connection was opened and new ones were seen to be denied before the server ended. */
function establishedAnswer(probes: readonly Probe[], unfinished: string | null): ScenarioAnswer {
  const stepped = (step: number): Reachability | undefined =>
    probes.find(({ name }) => stepOf(name)?.step === step)?.observed;
  const end = stepped(2);
  if (end === undefined) return { answer: 'unknown', text: unfinished ?? 'It was not tested.' };
  if (stepped(0) !== 'open' || stepped(1) !== 'blocked' || end === 'unknown') {
    return {
      answer: 'unknown',
      text: 'The check did not see both a connection being opened and new ones being denied after it.',
    };
  }
  return {
    answer: 'reported',
    text:
      end === 'open'
        ? 'It stayed open while new ones were denied. Policies do not end established connections here: restart the pods whose connections must end.'
        : 'It was cut off when new ones were denied.',
  };
}

function listed(wrong: readonly JudgedProbe[]): string {
  return firstListed(wrong.map(wrongSentence), MOST_LISTED, '; ');
}
