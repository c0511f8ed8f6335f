import { describe, expect, test } from '@jest/globals';
import { requirementFor, requirementTexts } from '../../../results-parsers/spec-failures/requirements.ts';
import { catalogueMinors, catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { catalogueSpecs } from '../../../results-parsers/standard/catalogue-data.ts';
import { Requirement } from '../../../results-parsers/standard/catalogue-spec.ts';
import { specLeaf } from '../../../results-parsers/standard/spec-sentence.ts';

const newest = catalogueOf(catalogueMinors.at(-1) ?? '') ?? [];

function spec(leaf: string) {
  const found = newest.find(({ name }) => specLeaf(name) === leaf);
  if (found === undefined) throw new Error(`no spec ${leaf}`);
  return found;
}

const CIDR = spec('should allow egress access to server in CIDR block');
const DENY_ALL = spec("should support a 'default-deny-all' policy");
const SCTP = newest.find(({ needs }) => needs.includes('sctp'));

describe('the requirement that a failed spec stands for', () => {
  test.each([
    ['leak', 'with ipBlock', CIDR, /ipBlock must also match pod addresses/],
    ['blocked', 'without rules', DENY_ALL, /A policy without rules blocks everything/],
    // A spec that could not probe shows nothing about policies.
    ['environment', 'without rules', DENY_ALL, null],
    ['environment', 'that sends SCTP', SCTP ?? null, /^SCTP needs support from/],
    ['unknown', 'that sends SCTP', SCTP ?? null, null],
    ['leak', 'that no catalogue has', null, null],
  ] as const)('is right for a failure of the kind %s of a spec %s', (kind, _what, known, requirement) => {
    const found = requirementFor(kind, known);
    expect(found).toEqual(requirement === null ? null : expect.stringMatching(requirement));
  });

  test('is one sentence, and each one belongs to a spec', () => {
    for (const text of Object.values(requirementTexts)) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(new Set(catalogueSpecs.map(({ requirement }) => requirement))).toEqual(new Set(Requirement.options));
  });

  test.each([
    [
      "should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP",
      'A rule for SCTP must open nothing else',
    ],
    ['should work with Ingress, Egress specified together', 'Ingress and egress of a pod'],
    ['should allow ingress access from updated namespace', 'Changed labels of a namespace'],
    ['should support allow-all policy', 'An empty rule allows everything'],
    ['should not allow all ports if it cannot limit to the requested port', 'A port name in a rule'],
  ])('is not confused with that of a similar spec: %s', (leaf, requirement) => {
    expect(requirementFor('leak', spec(leaf))?.startsWith(requirement)).toBe(true);
  });
});
