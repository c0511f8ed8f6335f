import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { BEYOND_UPSTREAM } from './judged-by-scenarios.ts';
import { scenarioIds, scenarioTexts, upstreamShare } from './scenario-texts.ts';

export const beyondUpstreamDefinition: CheckDefinition = {
  id: BEYOND_UPSTREAM,
  clause: 'network-policy',
  level: 'advisory',
  question: 'Are those parts of the NetworkPolicy API enforced that no upstream spec tries?',
  phase: 'after-specs',
  motivation:
    'A range of ports, an exception or the removal of a label is relied on like any other part of a policy. Upstream tries none of these.',
  does: [
    'It makes two namespaces with five pods, on several nodes if there are any, and a service, and tries all connections while there is no policy.',
    `It goes through ${scenarioIds.length} scenarios: it puts policies and labels in place, and connects from pod to pod. What is to be expected comes from a model of the API. Only a connection that was open in step 1 can be found blocked. One that could not be tried, for example because exec into its pod failed, leaves its scenario undecided, while upstream's specs take any error of exec for a blocked connection.`,
    'It makes pods for which a policy is in force already, and watches their first moments.',
    'It denies and allows connections again and again, and measures how long each change takes to be enforced.',
  ],
  needs: ['Room for ten small pods.'],
  remediation:
    "Look each scenario up in your network plugin's documentation: it is either a limit that is known there, or a defect to report, with the policy and the connections that are in the archive.",
  parts: scenarioTexts.map((scenario) => {
    const { id, question, api } = scenario;
    return { id, question, basis: `${api}${upstreamShare(scenario)}` };
  }),
  budgetSeconds: 480,
};
