import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';

describe('the sentence of a spec', () => {
  const sentence = 'Netpol NetworkPolicy between server and client using SCTP should x';

  test.each([
    '[sig-network] Netpol [Feature:SCTPConnectivity] [LinuxOnly] NetworkPolicy between server and client using SCTP should x [Feature:NetworkPolicy]',
    '[sig-network] Netpol [Feature:SCTPConnectivity][LinuxOnly][Disruptive] NetworkPolicy between server and client using SCTP should x [Feature:NetworkPolicy]',
    'Netpol NetworkPolicy between server and client using SCTP  should x[Feature:NetworkPolicy] ',
    'Netpol NetworkPolicy between server and client using SCTP should x [Feature:NetworkPolicy] [kubelet: [>=1.30]]',
  ])('is the same in %j', (name) => {
    expect(specSentence(name)).toBe(sentence);
  });

  test('keeps brackets that are not tags', () => {
    expect(specSentence('a [b c')).toBe('a [b c');
  });

  test.each(catalogueMinors)('is different for each spec of Kubernetes %s', (minor) => {
    const sentences = (catalogueOf(minor) ?? []).map(({ name }) => specSentence(name));
    expect(sentences).not.toEqual([]);
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.join()).not.toMatch(/[[\]]/);
  });
});
