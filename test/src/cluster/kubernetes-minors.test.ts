import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, previewMinors } from '../../../results-parsers/standard/catalogue.ts';
import { agnhostImage, KUBERNETES_MINORS, kubernetesMinor } from '../../../src/cluster/kubernetes-minors.ts';

const PINS = join(import.meta.dirname, '../../cluster/modules/kubernetes');

describe('the data that differ between Kubernetes minors', () => {
  test('exist for every minor with a catalogue', () => {
    expect(KUBERNETES_MINORS.map(({ minor }) => minor)).toEqual([...catalogueMinors, ...previewMinors]);
  });

  test.each(readdirSync(PINS))('name for %s the images that the test cluster runs', (minor) => {
    const { agnhost } = JSON.parse(readFileSync(join(PINS, minor, 'images.json'), 'utf8'));
    expect(kubernetesMinor(minor).agnhost).toBe(agnhost);
  });

  test.each([
    ['1.99', [...catalogueMinors, ...previewMinors].at(-1)],
    ['1.20', '1.28'],
    ['1.33', '1.33'],
    ['nonsense', '1.28'],
  ])('are for %s those of %s', (asked, found) => {
    expect(kubernetesMinor(asked).minor).toBe(found);
  });

  test('give the image from upstream or from a mirror', () => {
    expect(agnhostImage('1.36', null)).toBe('registry.k8s.io/e2e-test-images/agnhost:2.63.0');
    expect(agnhostImage('1.35', 'mirror.example.org/e2e')).toBe('mirror.example.org/e2e/agnhost:2.59');
  });
});
