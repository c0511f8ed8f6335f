import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { NETWORK_POLICY_SAMPLED } from './sample-facts.ts';

export const networkPolicySampledDefinition: CheckDefinition = {
  id: NETWORK_POLICY_SAMPLED,
  clause: 'network-policy',
  level: 'advisory',
  question: 'Are randomly drawn policies enforced as the NetworkPolicy API specifies?',
  phase: 'after-specs',
  onRequest: true,
  motivation:
    'A list of tests only finds defects that somebody thought of. Randomly drawn policies combine selectors, blocks, ports and changes in ways that no list does.',
  does: [
    'It creates the namespaces, pods and service of network-policy-beyond-upstream, and tries all connections while there is no policy.',
    'For 60 % of its time, and at most 80 times, it draws up to four policies and some labels, puts them in place of those before, and tries some of the connections that were open without policies. A model of the API says which of them should be open. The seed of the draw is in the archive.',
    'It stops at the first connection that stays different from the model however long it waits. In the rest of its time it removes policies, rules, peers, ports and labels for as long as the connection is still wrong, and then tries the smallest policies once more.',
    'The answer contains the smallest policies and the two pods as YAML, to apply or to report.',
  ],
  needs: ['Room for five small pods.'],
  remediation:
    "Look it up in your network plugin's documentation: some, such as Cilium by default, do not match pods by ipBlock, and this check stops at the first deviation. If it is not documented, apply the example to reproduce it, and report it.",
  budgetSeconds: 600,
};
