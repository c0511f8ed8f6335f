import { allOf } from '../../core/counted.ts';
import { firstListed } from '../../core/listed.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import { type CheckJudge, type Conclusion, unfinished, unknown } from '../conclusion.ts';
import { placement } from '../network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  isOpenWithoutPolicies,
  isWrong,
  type JudgedProbe,
  judgedProbe,
} from '../network-policy-beyond-upstream/judged-probe.ts';
import { shutText, untriedText, wrongSentence } from '../network-policy-beyond-upstream/probe-words.ts';
import { stepOf } from '../network-policy-beyond-upstream/scenario-facts.ts';
import { AGENT_RESTART, RESTART_FACT, type Restart, RestartFacts } from './restart-facts.ts';
import { restartReport } from './restart-report.ts';
import { whyLeftAlone } from './why-left-alone.ts';

const MOST_LISTED = 3;

/** Yes if all connections are as the API specifies once the agent is back; how long they were not is only reported. */
export const judgedByRestart: CheckJudge = (observations) => {
  const early = unfinished(observations);
  const read = RestartFacts.safeParse(observations.facts[RESTART_FACT]);
  if (!read.success) return early ?? unknown("The observations contain nothing readable about the agent's restart.");
  const facts = read.data;
  const { probes } = observations;
  const { restart } = facts;
  const [before, after] = [judgedIn(0, facts, probes), judgedIn(1, facts, probes)];
  const obstacle = obstacleIn(before);
  if (restart === null) return early ?? unknown(whyLeftAlone(facts, obstacle));
  const report = restartReport(facts, restart, probes);
  if (obstacle !== null) return unknown(`The question could not be asked: ${obstacle}`);
  const open = after.filter((each) => isOpenWithoutPolicies(each, probes));
  const wrong = open.filter(isWrong);
  if (wrong.length > 0) return { answer: 'no', text: `${listed(wrong)}. ${report}` };
  return early === null ? inTheEnd(facts, restart, after, open, report) : unknown(`${early.text} ${report}`);
};

function inTheEnd(
  { nodes }: RestartFacts,
  { problem }: Restart,
  after: readonly JudgedProbe[],
  open: readonly JudgedProbe[],
  report: string,
): Conclusion {
  if (problem !== null) return unknown(`The agent did not come back. ${report}`);
  const untried = after.filter(({ observed }) => observed === 'unknown');
  if (untried.length > 0) return unknown(`${untriedText(untried)} ${report}`);
  const shut = after.filter((each) => !open.includes(each));
  if (shut.length > 0) return unknown(`${shutText(shut)} ${report}`);
  if (after.length === 0) return unknown(`No connection was tried after the restart. ${report}`);
  const all = allOf(after.length, 'connection');
  return {
    answer: 'yes',
    text: `${all} behaved as the API specifies after the restart, also through the policy that was made while the agent was away. ${report}${placement(nodes)}`,
  };
}

function judgedIn(step: 0 | 1, facts: RestartFacts, probes: readonly Probe[]): JudgedProbe[] {
  return probes
    .filter(({ name }) => stepOf(name)?.scenario === AGENT_RESTART && stepOf(name)?.step === step)
    .map((probe) => judgedProbe(probe, facts));
}

/** What was not as it should be before the restart; null: nothing. */
function obstacleIn(before: readonly JudgedProbe[]): string | null {
  const wrong = before.filter(isWrong);
  if (wrong.length > 0) return `${listed(wrong)}.`;
  const untried = before.filter(({ observed }) => observed === 'unknown');
  return untried.length > 0 ? untriedText(untried) : null;
}

function listed(wrong: readonly JudgedProbe[]): string {
  return firstListed(wrong.map(wrongSentence), MOST_LISTED, '; ').replace(/^in /, 'In ');
}
