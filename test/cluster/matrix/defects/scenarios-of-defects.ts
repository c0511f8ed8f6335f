import type { ScenarioId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';

/** The scenarios that an engine with a defect fails. */
export const scenariosOfDefects: readonly [string, readonly ScenarioId[]][] = [
  ['takes the first port of a range alone', ['end-port-ingress', 'end-port-egress']],
  ['takes a range for all ports', ['end-port-ingress', 'end-port-egress']],
  ['takes named ports for all ports', ['named-port-per-pod-ingress', 'named-port-undefined', 'named-port-udp']],
  ['does not know the names of ports of sidecars', ['named-port-of-sidecar']],
  ['ignores exceptions of blocks', ['ingress-ip-block-except', 'egress-ip-block-except']],
  ['ignores exceptions of blocks in egress rules without ports', ['egress-ip-block-except']],
  ['isolates in both directions always', ['policy-types-left-out', 'policy-types-narrower-than-rules']],
  ['opens the ports of a rule for every peer', ['several-rules-in-one-policy', 'service-and-pod-address']],
  ['keeps labels of pods that were removed', ['peer-label-removed', 'target-label-removed']],
  [
    'keeps labels of namespaces that were removed',
    ['namespace-label-removed', 'namespace-label-removed-both-selectors'],
  ],
  ['keeps the rules that a changed policy had before', ['policy-updated']],
  ['goes on with policies that were deleted', ['policy-deleted']],
  ['blocks what a block excepts, although another rule allows it', ['except-and-another-policy']],
  ['keeps the last one of several rules with the same block', ['same-block-in-two-rules']],
  ['lets a narrow block hide a broad one', ['block-within-a-block']],
  ['leaves out rules with a named port and a block', ['named-port-and-block']],
  ['crosses the ports and peers of egress rules', ['several-egress-rules']],
  ['reads fifteen ports of a rule', ['many-ports-in-one-rule']],
  ['takes NotIn of several values for NotIn of any one of them', ['not-in-several-values']],
  ['selects no pods to isolate by In with several values', ['target-in-several-values']],
  ['compares label values that look like numbers as numbers', ['labels-that-look-like-numbers']],
];
