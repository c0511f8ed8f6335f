import { describe, expect, test } from '@jest/globals';
import {
  catalogueMinors,
  catalogueOf,
  exercisedBy,
  isNetworkPolicySpec,
} from '../../../results-parsers/standard/catalogue.ts';
import { parseKubernetesVersion } from '../../../results-parsers/standard/kubernetes-version.ts';

const namesOf = (minor: string): string[] => (catalogueOf(minor) ?? []).map(({ name }) => name);

describe('the catalogue', () => {
  test('covers Kubernetes 1.28 to 1.36', () => {
    expect(catalogueMinors).toEqual(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36']);
  });

  test.each(catalogueMinors)('requires 50 different NetworkPolicy specs of Kubernetes %s', (minor) => {
    const names = namesOf(minor);
    expect(new Set(names).size).toBe(50);
    expect(names.filter(isNetworkPolicySpec)).toEqual(names);
    expect(names.filter((name) => name.includes('[Feature:SCTPConnectivity]'))).toHaveLength(3);
    expect(names.filter((name) => exercisedBy(name) === null)).toEqual([]);
  });

  test('differs in one name between 1.29 or 1.30 and later versions, and not among those', () => {
    const later = new Set(namesOf('1.31'));
    for (const minor of ['1.29', '1.30']) {
      expect(namesOf(minor).filter((name) => !later.has(name))).toEqual([
        '[sig-network] Netpol NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol [Feature:NetworkPolicy] [Feature:UDP]',
      ]);
    }
    for (const minor of catalogueMinors.slice(4)) expect(namesOf(minor)).toEqual(namesOf('1.31'));
  });

  test('differs in blanks between 1.28 and 1.29', () => {
    const later = new Set(namesOf('1.29'));
    const drifted = namesOf('1.28').filter((name) => !later.has(name));
    expect(drifted).toHaveLength(5);
    const spaced = drifted.map((name) => name.replace(/(?<! )\[Feature:NetworkPolicy\]/, ' $&').replace('][', '] ['));
    expect(spaced.filter((name) => !later.has(name))).toEqual([]);
  });

  test('knows nothing of other versions', () => {
    expect(catalogueOf('1.37')).toBeUndefined();
    expect(exercisedBy('some other spec')).toBeNull();
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
  ])('%s is taken apart', (text, parts) => {
    expect(parseKubernetesVersion(text)).toEqual(parts);
  });

  test.each(['', 'latest', 'v1.36', 'v1.36.3 x', '1.36.3\u0000'])('%j is none', (text) => {
    expect(parseKubernetesVersion(text)).toBeUndefined();
  });
});
