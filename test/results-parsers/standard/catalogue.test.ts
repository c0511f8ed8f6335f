import { describe, expect, test } from '@jest/globals';
import {
  catalogueMinors,
  catalogueOf,
  isNetworkPolicySpec,
  knownSpec,
} from '../../../results-parsers/standard/catalogue.ts';
import { parseKubernetesVersion } from '../../../results-parsers/standard/kubernetes-version.ts';

const namesOf = (minor: string): string[] => (catalogueOf(minor) ?? []).map(({ name }) => name);

describe('the catalogue', () => {
  test('covers every minor from 1.28 on, the oldest first', () => {
    const [first] = catalogueMinors;
    expect(first).toBe('1.28');
    expect(catalogueMinors).toEqual(catalogueMinors.map((_, index) => `1.${28 + index}`));
  });

  test.each(catalogueMinors)('requires at least 50 different NetworkPolicy specs of Kubernetes %s', (minor) => {
    const names = namesOf(minor);
    expect(names.length).toBeGreaterThanOrEqual(50);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter(isNetworkPolicySpec)).toEqual(names);
    expect(names.filter((name) => name.includes('[Feature:SCTPConnectivity]'))).toHaveLength(3);
    expect(names.filter((name) => knownSpec(name) === null)).toEqual([]);
  });

  test('differs in one name between 1.29 or 1.30 and later versions', () => {
    const later = new Set(namesOf('1.31'));
    for (const minor of ['1.29', '1.30']) {
      expect(namesOf(minor).filter((name) => !later.has(name))).toEqual([
        '[sig-network] Netpol NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol [Feature:NetworkPolicy] [Feature:UDP]',
      ]);
    }
  });

  test.each(catalogueMinors.slice(4))('loses nothing from 1.31 to %s', (minor) => {
    expect(namesOf(minor)).toEqual(expect.arrayContaining(namesOf('1.31')));
  });

  test('has one more spec from 1.37 on, about a port that no pod has', () => {
    const before = new Set(namesOf('1.36'));
    expect(namesOf('1.37').filter((name) => !before.has(name))).toEqual([
      '[sig-network] Netpol NetworkPolicy between server and client should not allow all ports if it cannot limit to the requested port [Feature:NetworkPolicy]',
    ]);
  });

  test('differs in blanks between 1.28 and 1.29', () => {
    const later = new Set(namesOf('1.29'));
    const drifted = namesOf('1.28').filter((name) => !later.has(name));
    expect(drifted).toHaveLength(5);
    const spaced = drifted.map((name) => name.replace(/(?<! )\[Feature:NetworkPolicy\]/, ' $&').replace('][', '] ['));
    expect(spaced.filter((name) => !later.has(name))).toEqual([]);
  });

  test('knows nothing about other versions', () => {
    for (const minor of ['1.27', '1.99']) expect(catalogueOf(minor)).toBeUndefined();
    expect(knownSpec('some other spec')).toBeNull();
  });
});

describe('a version of Kubernetes', () => {
  test.each([
    ['v1.36.3', { release: 'v1.36.3', minor: '1.36', vendorSuffix: '' }],
    ['1.36.3', { release: 'v1.36.3', minor: '1.36', vendorSuffix: '' }],
    ['v1.33.4+k3s1', { release: 'v1.33.4', minor: '1.33', vendorSuffix: '+k3s1' }],
    ['v1.30.2-eks-db838b0', { release: 'v1.30.2', minor: '1.30', vendorSuffix: '-eks-db838b0' }],
    ['v1.29.1-gke.1589018', { release: 'v1.29.1', minor: '1.29', vendorSuffix: '-gke.1589018' }],
    ['v1.37.0-rc.1+abc', { release: 'v1.37.0-rc.1', minor: '1.37', vendorSuffix: '+abc' }],
  ])('%s is parsed', (text, parts) => {
    expect(parseKubernetesVersion(text)).toEqual(parts);
  });

  test.each(['', 'latest', 'v1.36', 'v1.36.3 x', '1.36.3\u0000'])('%j is not a version', (text) => {
    expect(parseKubernetesVersion(text)).toBeUndefined();
  });
});
