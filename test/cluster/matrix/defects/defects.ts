import { beliefs } from './beliefs.ts';
import { blockLies } from './block-lies.ts';
import { keepingLabels, type Lie, ofPolicies, ofPorts, ofRules } from './lie.ts';

/**
 * Defects of a policy engine, each by what it is told in place of the truth: the engine itself is sound. Made anew for each start, as
 * some remember.
 */
export const defects = {
  'takes the first port of a range alone': ofPorts(({ endPort, ...port }) => port),
  'takes a range for all ports': ofPorts(({ endPort, protocol, ...port }) =>
    endPort === undefined
      ? { ...port, ...(protocol === undefined ? {} : { protocol }) }
      : { protocol: protocol ?? 'TCP' },
  ),
  'takes named ports for all ports': ofPorts((port) =>
    typeof port.port === 'string' ? { protocol: port.protocol ?? 'TCP' } : port,
  ),
  'ignores exceptions of blocks': ofRules(({ from, ...rule }) => ({
    ...rule,
    ...(from === undefined
      ? {}
      : { from: from.map((peer) => (peer.ipBlock ? { ipBlock: { cidr: peer.ipBlock.cidr } } : peer)) }),
  })),
  'isolates in both directions always': ofPolicies((spec) => ({ ...spec, policyTypes: ['Ingress', 'Egress'] })),
  'opens the ports of a rule for every peer': ofRules(({ from, to, ...rule }) => rule),
  'keeps labels of pods that were removed': keepingLabels('pods'),
  'keeps labels of namespaces that were removed': keepingLabels('namespaces'),
  'does not hear of changed and deleted policies': () => (event, plural) =>
    plural === 'networkpolicies' && ['MODIFIED', 'DELETED'].includes(event.type) ? [] : [event],
  ...blockLies,
  ...beliefs,
} as const satisfies Record<string, () => Lie>;
export type Defect = keyof typeof defects;
