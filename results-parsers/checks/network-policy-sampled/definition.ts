import type { CheckDefinition } from '../../documents/checks/check-definition.ts';
import { NETWORK_POLICY_SAMPLED } from './sample-facts.ts';

export const networkPolicySampledDefinition: CheckDefinition = {
  id: NETWORK_POLICY_SAMPLED,
  clause: 'network-policy',
  level: 'advisory',
  question: 'Are policies that nobody thought of enforced as the NetworkPolicy API specifies?',
  phase: 'after-specs',
  onRequest: true,
  motivation:
    'Lists of tests see the defects that somebody thought of. Policies drawn at random combine selectors, blocks, ports and changes as no list does.',
  does: [
    'It makes the namespaces, pods and the service of network-policy-beyond-upstream, and tries all connections while there is no policy.',
    'For 60 % of its time, and 80 times at most, it draws up to four policies and some labels, changes what is in force into that, and tries some of the connections that were open. A model of the API says what is to be expected. The seed of all that is drawn is in the archive.',
    'It ends at the first connection that is not as the model says, however long it waits. In the rest of its time it takes away policies, rules, peers, ports and labels as long as the connection still shows it, and waits for the smallest ones once more.',
    'The answer holds the smallest policies, with the two pods, as YAML that can be applied and reported.',
  ],
  needs: ['Room for five small pods.'],
  remediation:
    "Look it up in your network plugin's documentation: some do not match pods by blocks of addresses, such as Cilium by default, and this check ends at the first find. If it is not there, apply the example to see it again, and report it.",
  budgetSeconds: 600,
};
