import type { LabelSelector, SelectorRequirement } from '../../../results-parsers/policy-model/network-policy.ts';

/** Selectors that differ from this one by one requirement, or one value, less. */
export function smallerSelectors({ matchLabels, matchExpressions }: LabelSelector): LabelSelector[] {
  const labels = Object.entries(matchLabels ?? {});
  const expressions = matchExpressions ?? [];
  const selector = (some: typeof labels, others: readonly SelectorRequirement[]): LabelSelector => ({
    ...(some.length === 0 ? {} : { matchLabels: Object.fromEntries(some) }),
    ...(others.length === 0 ? {} : { matchExpressions: [...others] }),
  });
  return [
    ...labels.map((_, index) => selector(labels.toSpliced(index, 1), expressions)),
    ...expressions.map((_, index) => selector(labels, expressions.toSpliced(index, 1))),
    ...expressions.flatMap((each, index) =>
      smallerRequirements(each).map((smaller) => selector(labels, expressions.with(index, smaller))),
    ),
  ];
}

function smallerRequirements(requirement: SelectorRequirement): SelectorRequirement[] {
  if (requirement.operator !== 'In' && requirement.operator !== 'NotIn') return [];
  const { values } = requirement;
  if (values.length < 2) return [];
  return values.map((_, index) => ({ ...requirement, values: values.toSpliced(index, 1) }));
}
