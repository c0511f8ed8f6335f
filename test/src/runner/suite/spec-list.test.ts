import { describe, expect, test } from '@jest/globals';
import { isNetworkPolicySpec } from '../../../../results-parsers/standard/catalogue.ts';
import { parseSpecList } from '../../../../src/runner/suite/spec-list.ts';

describe('the list of specs', () => {
  const printed = [
    "The following spec names can be used with 'ginkgo run --focus/skip':",
    '    k8s.io/kubernetes/test/e2e/apps/job.go:80: [sig-apps] Job should run: to completion',
    "    ../netpol/network_policy.go:136: [sig-network] Netpol should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
    '    node/pods.go:7: a name that ends in a blank ',
    '',
  ];

  test.each(['\n', '\r\n'])('gives the full names, with lines that end in %j', (lineBreak) => {
    expect(parseSpecList(printed.join(lineBreak))).toEqual([
      '[sig-apps] Job should run: to completion',
      "[sig-network] Netpol should support a 'default-deny-all' policy [Feature:NetworkPolicy]",
      'a name that ends in a blank ',
    ]);
  });

  test('does not include warnings in front of it', () => {
    expect(parseSpecList('W1122 13:40:43.216176   13065 test_context.go:505] Unable to find: a config\n')).toEqual([]);
  });
});

test.each([
  ['[sig-network] Netpol API should support creating NetworkPolicy API operations', true],
  ['[sig-network] Netpol with a name to come', true],
  ['[sig-network] Services should serve a basic endpoint from pods [Conformance]', false],
])('%s counts for the clause: %j', (name, counts) => {
  expect(isNetworkPolicySpec(name)).toBe(counts);
});
