import { AGENT_RESTART } from '../../checks/agent-restart/restart-facts.ts';
import { NETWORK_POLICY_SAMPLED } from '../../checks/network-policy-sampled/sample-facts.ts';
import type { CheckVerdict } from '../../documents/checks/check-verdict.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

/** What to do about a no of the checks of NetworkPolicies that run only on request. */
const remedies: ReadonlyMap<string, string> = new Map([
  [
    NETWORK_POLICY_SAMPLED,
    'Apply the example to a cluster to reproduce it. If your network plugin does not document it, report it to its developers.',
  ],
  [
    AGENT_RESTART,
    'Look at the log of the agent on that node, and restart it once more. If it happens again, report it to the developers of your network plugin.',
  ],
]);

/**
 * What these checks have shown. It is advice unless the evaluation is extended, as with the scenarios; but nobody has to run them, so a missing or
 * unknown answer is never more than advice.
 */
export const checksOnRequestAreReported: Rule = ({ checks, extended }) =>
  checks.judged.flatMap(({ verdict }) => {
    const remedy = remedies.get(verdict.id);
    return remedy === undefined ? [] : reported(verdict, remedy, extended);
  });

function reported(
  { id, question, answer, text, evidence }: CheckVerdict,
  remedy: string,
  extended: boolean,
): Finding[] {
  switch (answer) {
    case 'yes':
      return [];
    case 'unknown':
      return [
        finding('scenarios-undecided', {
          text: `The check ${id} could not answer its question. ${text}`,
          remedy: 'Remove the cause and run the plugin again.',
          evidence,
        }),
      ];
    case 'no':
      return [
        finding(extended ? 'required-scenario-failed' : 'scenario-failed', {
          text: `${question} No (${id}): ${text}`,
          remedy,
          evidence,
        }),
      ];
    default:
      return answer satisfies never;
  }
}
