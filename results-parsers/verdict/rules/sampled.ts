import { NETWORK_POLICY_SAMPLED } from '../../checks/network-policy-sampled/sample-facts.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

/**
 * What randomly drawn policies have shown. It is advice unless the evaluation is extended, as with the scenarios; but nobody
 * has to run this check, so a missing or unknown answer is never more than advice.
 */
export const samplesAreReported: Rule = ({ checks, extended }) => {
  const check = checks.judged.map(({ verdict }) => verdict).find(({ id }) => id === NETWORK_POLICY_SAMPLED);
  if (check === undefined || check.answer === 'yes') return [];
  const { id, question, answer, text, evidence } = check;
  if (answer === 'unknown') {
    return [
      finding('scenarios-undecided', {
        text: `The check ${id} could not answer its question. ${text}`,
        remedy: 'Remove the cause and run the plugin again.',
        evidence,
      }),
    ];
  }
  return [
    finding(extended ? 'required-scenario-failed' : 'scenario-failed', {
      text: `${question} No (${id}): ${text}`,
      remedy:
        'Apply the example to a cluster to reproduce it. If your network plugin does not document it, report it to its developers.',
      evidence,
    }),
  ];
};
