import { describe, expect, test } from '@jest/globals';
import { readFailure } from '../../../results-parsers/reachability/read-failure.ts';
import { failureRemedy, requirementFor, requirementOf } from '../../../results-parsers/reachability/remedies.ts';
import { catalogueSpecs } from '../../../results-parsers/standard/catalogue-data.ts';
import { validation } from './built-timeline.ts';

const pods = ['netpol-x-17/a', 'netpol-y-4711/a'];

describe('what to do about a failure', () => {
  test.each([
    [
      'nothing is enforced',
      1,
      ['.X', '..'],
      ['..', '..'],
      'Nothing was blocked that this spec wants blocked. If other',
    ],
    [
      'only some is',
      1,
      ['.X', 'X.'],
      ['.X', '..'],
      'Find out why the network plugin lets through what the policy forbids',
    ],
    [
      'too much is blocked',
      1,
      ['..', '..'],
      ['.X', '..'],
      'Find out why the network plugin blocks what the policy allows',
    ],
    ['both', 2, ['.X', '..'], ['..', 'X.'], 'Find out why the network plugin reads the policy otherwise'],
  ])('fits when %s', (_, wrong, expected, observed, start) => {
    const message = `Had ${wrong} wrong results in reachability matrix`;
    const failure = readFailure(message, validation({ pods, expected, observed }));
    expect(failureRemedy(failure).slice(0, start.length)).toBe(start);
  });

  test('does not blame policies for the environment', () => {
    const failure = readFailure('unable to initialize resources: x', '');
    expect(failureRemedy(failure)).toMatch(/^This failure says nothing about how policies are enforced\./);
  });

  test.each([
    ['leak', "egress.to.ipBlock.cidr with one pod's address", /ipBlock must match addresses of pods/],
    ['blocked', 'policyTypes [Ingress, Egress] without rules', /A policy without rules blocks everything/],
    // Before it could probe, a spec says nothing about policies.
    ['environment', 'policyTypes [Ingress, Egress] without rules', null],
    ['environment', 'podSelector {} with policyTypes [Ingress] and no rules, SCTP traffic', /^SCTP needs support by/],
    ['unknown', 'ingress.ports with protocol SCTP and a number', null],
    ['leak', null, null],
    ['leak', 'something new', null],
  ] as const)('of the kind %s with %j says what is asked for', (kind, exercises, requirement) => {
    const said = requirementFor(kind, exercises);
    expect(said).toEqual(requirement === null ? null : expect.stringMatching(requirement));
  });

  test.each(catalogueSpecs)('knows what $exercises asks for', ({ exercises }) => {
    expect(requirementOf(exercises)).toMatch(/\.$/);
  });

  test.each([
    ['a rule with protocol SCTP must not open TCP', 'A rule for SCTP must open nothing else'],
    ['ingress.ports with protocol SCTP and a number', 'SCTP needs support by the kernel'],
    ['policyTypes [Ingress, Egress] without rules', 'A policy without rules blocks everything'],
    ['policyTypes [Ingress, Egress] in one policy, egress.ports with a number', 'Ingress and egress of a pod'],
    ['a label added to a namespace that namespaceSelector selects', 'Changed labels of a namespace'],
    ['ingress [{}]: allow all', 'An empty rule allows everything'],
  ])('tells %s from what sounds alike', (exercises, requirement) => {
    expect(requirementOf(exercises)?.startsWith(requirement)).toBe(true);
  });
});
