import type { LabelSelector, SelectorRequirement } from '../../../results-parsers/policy-model/network-policy.ts';
import type { Random } from './random.ts';

/** Keys of labels, and values of each. */
export type LabelWords = Readonly<Record<string, readonly [string, ...string[]]>>;

/** A selector of any form that the API has, with labels that exist. */
export function sampledSelector(random: Random, words: LabelWords): LabelSelector {
  const keys = keysOf(words);
  const matchLabels = (): Record<string, string> => {
    const key = random.pick(keys);
    return { [key]: random.pick(words[key] ?? ['']) };
  };
  return random.weighted<LabelSelector>(
    [10, () => ({})],
    [45, () => ({ matchLabels: matchLabels() })],
    [35, () => ({ matchExpressions: [sampledRequirement(random, words)] })],
    [10, () => ({ matchLabels: matchLabels(), matchExpressions: [sampledRequirement(random, words)] })],
  );
}

function sampledRequirement(random: Random, words: LabelWords): SelectorRequirement {
  const key = random.pick(keysOf(words));
  const values = (most: number): string[] => random.some(words[key] ?? [''], most);
  return random.weighted<SelectorRequirement>(
    [1, () => ({ key, operator: 'In', values: values(1) })],
    [3, () => ({ key, operator: 'In', values: values(2) })],
    [1, () => ({ key, operator: 'NotIn', values: values(1) })],
    [3, () => ({ key, operator: 'NotIn', values: values(2) })],
    [2, () => ({ key, operator: 'Exists' })],
    [2, () => ({ key, operator: 'DoesNotExist' })],
  );
}

function keysOf(words: LabelWords): [string, ...string[]] {
  const [first = '', ...others] = Object.keys(words);
  return [first, ...others];
}
