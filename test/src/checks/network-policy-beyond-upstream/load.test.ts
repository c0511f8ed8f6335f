import { describe, expect, test } from '@jest/globals';
import { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { loadPolicies } from '../../../../src/checks/network-policy-beyond-upstream/load.ts';

describe.each([
  [1, 1],
  [200, 100],
  [3, 50],
])('a load of %p policies and %p pods', (policies, pods) => {
  const made = loadPolicies('load', { policies, pods });

  test('has that many policies, each with a different name, and valid for the API server', () => {
    expect(new Set(made.map(({ metadata }) => metadata.name)).size).toBe(policies);
    for (const each of made) expect(NetworkPolicy.safeParse(each).error).toBeUndefined();
  });

  test('has policies that select its pods, and only pods that exist', () => {
    const names = Array.from({ length: pods }, (_, index) => `load-${index + 1}`);
    const selected = made.flatMap(({ spec }) => spec.podSelector?.matchLabels?.['name'] ?? []);
    expect(selected.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(selected).size).toBe(Math.min(pods, policies - 1));
  });
});
