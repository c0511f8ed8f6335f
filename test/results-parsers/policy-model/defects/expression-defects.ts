import type { LabelSelector, SelectorRequirement } from '../../../../results-parsers/policy-model/network-policy.ts';
import { ofPeerSelectors, ofPeers, ofTargetSelectors, SELECTS_NOTHING } from './misreading.ts';
import type { ModelDefect } from './model-defect.ts';

/** Defects in the handling of selectors' expressions and their values. */
export const expressionDefects: readonly ModelDefect[] = [
  {
    name: 'takes NotIn of several values for NotIn of any one of them',
    reports: ['Azure/azure-container-networking#4866'],
    believes: ofPeers((peer) => {
      const { podSelector, namespaceSelector } = peer;
      if (!podSelector && !namespaceSelector) return [peer];
      return alternatives(podSelector).flatMap((pods) =>
        alternatives(namespaceSelector).map((namespaces) => ({
          ...(pods === null ? {} : { podSelector: pods }),
          ...(namespaces === null ? {} : { namespaceSelector: namespaces }),
        })),
      );
    }),
  },
  {
    name: 'reads the first value of NotIn alone',
    reports: [],
    believes: ofPeerSelectors(ofRequirements((each) => (each.operator === 'NotIn' ? [firstValue(each)] : [each]))),
  },
  {
    name: 'selects no pods to isolate by In with several values',
    reports: ['Azure/AKS#2006'],
    believes: ofTargetSelectors((selector) => (hasSeveral(selector, 'In') ? SELECTS_NOTHING : selector)),
  },
  {
    name: 'reads the first value of In alone, of peers',
    reports: [],
    believes: ofPeerSelectors(ofRequirements((each) => (each.operator === 'In' ? [firstValue(each)] : [each]))),
  },
  {
    name: 'ignores expressions in selectors of peers',
    reports: ['cloudnativelabs/kube-router#614', 'deckhouse/deckhouse#5344'],
    believes: ofPeerSelectors(ofRequirements(() => [])),
  },
  {
    name: 'ignores expressions in the podSelector of a policy',
    reports: ['cloudnativelabs/kube-router#614'],
    believes: ofTargetSelectors(ofRequirements(() => [])),
  },
  {
    name: 'loses the values of In and NotIn',
    reports: ['cilium/cilium#46253'],
    believes: (now, before) => lostOfTargets(lostOfPeers(now, before), before),
  },
  {
    name: 'takes Exists as always holding',
    reports: [],
    believes: ofPeerSelectors(ofRequirements((each) => (each.operator === 'Exists' ? [] : [each]))),
  },
  {
    name: 'takes DoesNotExist as always holding',
    reports: [],
    believes: ofPeerSelectors(ofRequirements((each) => (each.operator === 'DoesNotExist' ? [] : [each]))),
  },
];

function ofRequirements(
  read: (requirement: SelectorRequirement) => SelectorRequirement[],
): (selector: LabelSelector) => LabelSelector {
  return ({ matchLabels, matchExpressions }) => ({
    matchLabels,
    matchExpressions: (matchExpressions ?? []).flatMap(read),
  });
}

function withoutValues(requirement: SelectorRequirement): SelectorRequirement[] {
  if (requirement.operator === 'NotIn') return [];
  if (requirement.operator === 'In') return [{ ...requirement, values: ['lost'] }];
  return [requirement];
}
const lostOfPeers = ofPeerSelectors(ofRequirements(withoutValues));
const lostOfTargets = ofTargetSelectors(ofRequirements(withoutValues));

function firstValue<T extends SelectorRequirement & { operator: 'In' | 'NotIn' }>(requirement: T): T {
  return { ...requirement, values: requirement.values.slice(0, 1) };
}

function hasSeveral({ matchExpressions }: LabelSelector, operator: 'In' | 'NotIn'): boolean {
  return (matchExpressions ?? []).some((each) => each.operator === operator && (each.values ?? []).length > 1);
}

/** One selector for each value of a NotIn; null: there is no selector. */
function alternatives(selector: LabelSelector | null | undefined): (LabelSelector | null)[] {
  if (!selector) return [null];
  const several = (selector.matchExpressions ?? []).find(
    ({ operator, values }) => operator === 'NotIn' && (values ?? []).length > 1,
  );
  if (several?.operator !== 'NotIn') return [selector];
  return several.values.map((value) => ({
    ...selector,
    matchExpressions: (selector.matchExpressions ?? []).map((each) =>
      each === several ? { ...several, values: [value] } : each,
    ),
  }));
}
