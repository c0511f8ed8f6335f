import { describe, expect, test } from '@jest/globals';
import { readFailure } from '../../../results-parsers/reachability/read-failure.ts';
import { failureRemedy, requirementOf } from '../../../results-parsers/reachability/remedies.ts';
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
    expect(failureRemedy(failure, null).slice(0, start.length)).toBe(start);
  });

  test('does not blame policies for the environment', () => {
    const failure = readFailure('unable to initialize resources: x', '');
    expect(failureRemedy(failure, null)).toMatch(/^This failure says nothing about how policies are enforced\./);
  });

  test('says what the spec asks for', () => {
    const failure = readFailure(
      'Had 1 wrong results in reachability matrix',
      validation({ pods, expected: ['..', '..'], observed: ['.X', '..'] }),
    );
    expect(failureRemedy(failure, "egress.to.ipBlock.cidr with one pod's address")).toContain(
      'ipBlock must match addresses of pods of the cluster, too.',
    );
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
