import { firstListed } from '../../core/listed.ts';
import type { CheckPart } from '../../documents/checks/check-verdict.ts';
import { type Probe, reachabilityOf } from '../../documents/checks/probe.ts';
import type { Reachability } from '../../policy-model/reachability.ts';
import type { Judgement, SideJudgement } from '../../policy-model/reachability-model.ts';
import { expectedOf, judgementOf } from './expected-reach.ts';
import { BASELINE, ESTABLISHED, FREE_CLIENT, type ScenarioFacts, stepOf } from './scenario-facts.ts';
import { stepInWords } from './scenario-step-words.ts';
import { changeScenarioIds, type ScenarioId } from './scenario-texts.ts';

export type ScenarioAnswer = Pick<CheckPart, 'answer' | 'text' | 'before'>;

/** A probe, and what the model makes of it now: what was expected at the time does not count. */
type JudgedProbe = {
  probe: Probe;
  judgement: Judgement | null;
  expected: Probe['expected'];
  observed: Reachability;
  /** What was in force; empty if the scenario has one step. */
  step: string;
};

const MOST_LISTED = 3;

/**
 * What the probes of a scenario answer. A connection that is not as the API says makes it a no; one that could not be tried, or was not
 * open without any policy either, shows nothing. If a scenario is about a change, its first step is what is changed: what is wrong there keeps
 * the question from being asked, and is no answer to it.
 *
 * @param unfinished why the check ended during this scenario; null: it did not
 */
export function scenarioAnswer(
  id: ScenarioId,
  facts: ScenarioFacts,
  probes: readonly Probe[],
  unfinished: string | null,
): ScenarioAnswer {
  const excluded = facts.notApplicable.find(({ scenario }) => scenario === id);
  if (excluded !== undefined) return { answer: 'not-applicable', text: excluded.reason };
  const own = probes.filter(({ name }) => stepOf(name)?.scenario === id);
  if (id === ESTABLISHED) return establishedAnswer(own, unfinished);
  if (own.length === 0) return { answer: 'unknown', text: unfinished ?? 'It was not carried out.' };
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
  if (late.length > 0) return { answer: 'no', text: `${listed(late)}.`.replace(/^in /, 'In '), ...before };
  if (early.length > 0) return { answer: 'unknown', text: `It could not be asked: ${listed(early)}.`, ...before };
  if (unfinished !== null) return { answer: 'unknown', text: unfinished };
  if (untried.length > 0) return { answer: 'unknown', text: untriedText(untried) };
  if (shut.length > 0) return { answer: 'unknown', text: shutText(shut) };
  const tried = judged.length === 1 ? 'The one connection that was tried' : `All ${judged.length} connections`;
  return { answer: 'yes', text: `${tried} behaved as the API specifies.` };
}

/** Reported, if the connection was opened and new ones were seen to be denied before the server ended. */
function establishedAnswer(probes: readonly Probe[], unfinished: string | null): ScenarioAnswer {
  const stepped = (step: number): Reachability | undefined =>
    probes.find(({ name }) => stepOf(name)?.step === step)?.observed;
  const end = stepped(2);
  if (end === undefined) return { answer: 'unknown', text: unfinished ?? 'It was not carried out.' };
  if (stepped(0) !== 'open' || stepped(1) !== 'blocked' || end === 'unknown') {
    return {
      answer: 'unknown',
      text: 'It was not seen that a connection was opened, and new ones were denied after it.',
    };
  }
  return {
    answer: 'reported',
    text:
      end === 'open'
        ? 'It stayed open while new ones were denied. A policy ends no connection here: restart what must not go on.'
        : 'It was cut off when new ones were denied.',
  };
}

function judgedProbe(probe: Probe, facts: ScenarioFacts): JudgedProbe {
  const place = stepOf(probe.name);
  const state = facts.steps.find(({ scenario, step }) => scenario === place?.scenario && step === place.step);
  const judgement = state === undefined ? null : judgementOf(facts, state, probe);
  const expected = expectedOf(judgement);
  const everOpen = probe.attempts.some(({ result }) => reachabilityOf(result) === 'open');
  // A policy that was there first leaves no moment in which a connection may open.
  const observed = place?.scenario === 'policy-before-pod' && place.step > 0 && everOpen ? 'open' : probe.observed;
  return { probe, judgement, expected, observed, step: state === undefined ? '' : stepInWords(state, facts) };
}

function isWrong({ probe, expected, observed }: JudgedProbe): boolean {
  // Not a matter of policies: without it, what the other first connections came to shows nothing.
  if (probe.from.pod === FREE_CLIENT) return false;
  return expected !== null && observed !== 'unknown' && observed !== expected;
}

function isOpenWithoutPolicies({ probe, observed }: JudgedProbe, probes: readonly Probe[]): boolean {
  const { name, from, to, protocol, port } = probe;
  if (from.pod === FREE_CLIENT) return observed === 'open';
  const before = probes.find(
    (other) =>
      stepOf(other.name)?.scenario === BASELINE &&
      other.name !== name &&
      other.from.namespace === from.namespace &&
      other.from.pod === from.pod &&
      other.to.address === to.address &&
      other.protocol === protocol &&
      other.port === port,
  );
  if (before !== undefined) return before.observed === 'open';
  // A pod that was not there yet: the one beside it that no policy is about shows what others come to.
  const beside = probes.find((other) => other.from.pod === FREE_CLIENT && isOfSameScenario(other.name, name));
  return beside === undefined || beside.observed === 'open' || observed === 'open';
}

function isOfSameScenario(one: string, other: string): boolean {
  return stepOf(one)?.scenario === stepOf(other)?.scenario;
}

function listed(wrong: readonly JudgedProbe[]): string {
  return firstListed(wrong.map(wrongSentence), MOST_LISTED, '; ');
}

function wrongSentence({ probe, judgement, observed, step }: JudgedProbe): string {
  const what = `${step}${connectionOf(probe)} was ${observed}`;
  if (judgement === null) return what;
  return observed === 'open' ? `${what}, though ${whyBlocked(judgement)}` : `${what}, though ${whyAllowed(judgement)}`;
}

function connectionOf({ from, to, protocol, port }: Probe): string {
  return `${from.pod} to ${to.what} on ${protocol} ${port}`;
}

function whyBlocked({ egress, ingress }: Judgement): string {
  const closed = (side: SideJudgement | null, direction: string): string[] =>
    side !== null && side.isolatedBy.length > 0 && side.allowedBy.length === 0
      ? [`no rule of ${side.isolatedBy.map(({ name }) => `'${name}'`).join(', ')} allows it as ${direction}`]
      : [];
  return [...closed(egress, 'egress'), ...closed(ingress, 'ingress')].join(' and ');
}

function whyAllowed({ egress, ingress }: Judgement): string {
  const rules = [egress, ingress].flatMap((side) => side?.allowedBy ?? []);
  if (rules.length === 0) return 'no policy is against it';
  return `rule ${rules.map(({ rule, name }) => `${rule + 1} of '${name}'`).join(' and rule ')} allows it`;
}

function untriedText(untried: readonly JudgedProbe[]): string {
  const [first] = untried;
  if (first === undefined) return '';
  const why = first.probe.attempts.at(-1)?.detail ?? 'no attempt';
  return `${untried.length} connections could not be tried, such as ${connectionOf(first.probe)}: ${why}.`;
}

function shutText(shut: readonly JudgedProbe[]): string {
  const [first] = shut;
  if (first === undefined) return '';
  return `${shut.length} connections were not open without any policy either, such as ${connectionOf(first.probe)}: what blocks them is not a policy of ours.`;
}
