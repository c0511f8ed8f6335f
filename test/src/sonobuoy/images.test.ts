import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogueMinors, previewMinors } from '../../../results-parsers/standard/catalogue.ts';
import { KUBERNETES_MINORS } from '../../../src/cluster/kubernetes-minors.ts';
import { ImageList, imageList } from '../../../src/sonobuoy/images.ts';

const PINS = new URL('../../cluster/modules/kubernetes/', import.meta.url);
const pinned = readdirSync(PINS).map((minor) => {
  const { agnhost } = JSON.parse(readFileSync(new URL(`${minor}/images.json`, PINS), 'utf8'));
  const [, version = ''] =
    /k8s\.io\/kubernetes (v\S+)/.exec(readFileSync(new URL(`${minor}/go.mod`, PINS), 'utf8')) ?? [];
  return { minor, version, agnhost };
});

describe('the images of a run', () => {
  test('are four, each with a name', () => {
    const { images } = ImageList.parse(imageList('v1.36.3+k3s1', 'v0.57.5', null));
    expect(images.map(({ image }) => image)).toEqual([
      'ghcr.io/sovereigncloudstack/scs-networking:0.1.0',
      'registry.k8s.io/conformance:v1.36.3',
      'registry.k8s.io/e2e-test-images/agnhost:2.63.0',
      'docker.io/sonobuoy/sonobuoy:v0.57.5',
    ]);
  });

  test('are below one path of a mirror, with their own names and tags', () => {
    const { images } = imageList('1.34.0', 'v0.56.17', 'm.example.org/scs');
    expect(images.map(({ mirror }) => mirror)).toEqual([
      'm.example.org/scs/scs-networking:0.1.0',
      'm.example.org/scs/conformance:v1.34.0',
      'm.example.org/scs/agnhost:2.56',
      'm.example.org/scs/sonobuoy:v0.56.17',
    ]);
  });

  test.each(pinned)('for Kubernetes $version are those of the test cluster', ({ version, agnhost }) => {
    expect(pinned.length).toBeGreaterThan(2);
    const images = imageList(version, 'v0.57.5', null).images.map(({ image }) => image);
    expect(images).toContain(`registry.k8s.io/e2e-test-images/agnhost:${agnhost}`);
    expect(images).toContain(`registry.k8s.io/conformance:${version}`);
  });

  test('are known for every version in the catalogue', () => {
    expect(KUBERNETES_MINORS.map(({ minor }) => minor)).toEqual(expect.arrayContaining([...catalogueMinors]));
  });

  test.each([
    ['1.36', /expected a full version of Kubernetes such as v1\.36\.3/],
    ['latest', /found 'latest'/],
    ['v1.5.1', /test images are known \(1\.\d\d to 1\.\d\d\), found v1\.5\.1/],
    ['v1.99.0', /found v1\.99\.0/],
    // The images of a preview may still change.
    ...previewMinors.map((minor): [string, RegExp] => [`v${minor}.0`, new RegExp(`found v${minor}\\.0`)]),
  ])('for %s cannot be listed', (version, expected) => {
    expect(() => imageList(version, 'v0.57.5', null)).toThrow(expected);
  });
});
