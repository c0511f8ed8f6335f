import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { defaultWaivers } from '../../../results-parsers/waivers/default-profile.ts';
import { matchWaivers } from '../../../results-parsers/waivers/match-waivers.ts';
import { specSets } from '../../../results-parsers/waivers/spec-sets.ts';
import { Waiver } from '../../../results-parsers/waivers/waiver.ts';
import type { WaiverContext } from '../../../results-parsers/waivers/waiver-context.ts';

const day = '2026-11-22';
const cilium = { name: 'cilium', version: null } as const;
const calico = { name: 'calico', version: '3.32.0' } as const;

/** The names of the specs that are exempted if all fail because allowed connections were blocked. */
function exempted(context: WaiverContext): string[] {
  const required = (catalogueOf(context.kubernetes ?? '1.36') ?? []).map(({ name }) => ({
    name,
    outcome: 'failed' as const,
    failures: ['blocked' as const],
  }));
  return [...matchWaivers(defaultWaivers.waivers, context, required).waivedBy.keys()].sort();
}

const flake = [
  '[sig-network] Netpol NetworkPolicy between server and client should allow ingress access from updated namespace [Feature:NetworkPolicy]',
];
const namesOf = (minor: string): ReadonlySet<string> => new Set((catalogueOf(minor) ?? []).map(({ name }) => name));
const setOf = (set: keyof typeof specSets, minor: string): string[] =>
  specSets[set].filter((name) => namesOf(minor).has(name));
const cidr = setOf('pod-cidr', '1.36');
const sctp = setOf('sctp-connectivity', '1.36');
const olderSctp = setOf('sctp-connectivity', '1.28');

describe('the default waivers', () => {
  test('are complete and in the order of their ids', () => {
    expect(defaultWaivers.waivers.map((waiver) => Waiver.parse(waiver))).toEqual(defaultWaivers.waivers);
    const ids = defaultWaivers.waivers.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { link, owner, expires } of defaultWaivers.waivers) {
      expect(link).toMatch(/^https:\/\/github\.com\//);
      expect([owner, expires]).not.toContain(null);
    }
  });

  test.each(catalogueMinors)('name seven specs that Kubernetes %s has', (minor) => {
    expect(
      defaultWaivers.waivers.flatMap(({ specs }) => specs.filter((name) => namesOf(minor).has(name))),
    ).toHaveLength(7);
  });

  test('name only specs that some version has', () => {
    const names = new Set(catalogueMinors.flatMap((minor) => [...namesOf(minor)]));
    expect(defaultWaivers.waivers.flatMap(({ specs }) => specs.filter((name) => !names.has(name)))).toEqual([]);
  });

  test.each<[string, WaiverContext, readonly string[]]>([
    ['SCTP on any cluster', { kubernetes: '1.36', cni: calico, day }, sctp],
    ['SCTP if only the day is known', { kubernetes: null, cni: null, day }, sctp],
    ['CIDR blocks on Cilium, too', { kubernetes: '1.36', cni: cilium, day }, [...cidr, ...sctp]],
    ['the flake before Kubernetes 1.36, too', { kubernetes: '1.35', cni: calico, day }, [...flake, ...sctp]],
    ['all of these', { kubernetes: '1.30', cni: cilium, day }, [...flake, ...cidr, ...sctp]],
    ['SCTP under its older names, too', { kubernetes: '1.28', cni: calico, day }, [...flake, ...olderSctp]],
    ['the flake until Kubernetes 1.35 ends', { kubernetes: '1.35', cni: null, day: '2027-02-28' }, [...flake, ...sctp]],
    ['the flake no longer than that', { kubernetes: '1.35', cni: null, day: '2027-03-01' }, sctp],
    ['the others for a year', { kubernetes: '1.36', cni: cilium, day: '2027-11-22' }, [...cidr, ...sctp]],
    ['nothing after that', { kubernetes: '1.36', cni: cilium, day: '2027-11-23' }, []],
    ['nothing on an unknown day', { kubernetes: '1.30', cni: cilium, day: null }, []],
  ])('exempt %s', (_what, context, names) => {
    expect(exempted(context)).toEqual([...names].sort());
  });
});

test.each(catalogueMinors)('each set of specs has three specs of Kubernetes %s', (minor) => {
  for (const set of Object.values(specSets)) {
    expect(set.filter((name) => namesOf(minor).has(name))).toHaveLength(3);
  }
});
