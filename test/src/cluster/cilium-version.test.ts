import { describe, expect, test } from '@jest/globals';
import { ciliumVersion } from '../../../src/cluster/cilium-version.ts';
import { answeringWith, asked } from './answering-api.ts';

const daemonSet = (image: string) => ({ spec: { template: { spec: { containers: [{ name: 'agent', image }] } } } });

const versionOf = (...images: string[]) =>
  asked(answeringWith({ '/apis/apps/v1/daemonsets': { items: images.map(daemonSet) } }), ciliumVersion);

describe('the version of Cilium', () => {
  test.each([
    ['that of its image', ['quay.io/cilium/cilium:v1.17.3@sha256:00', 'kube-proxy:v1.36.3'], '1.17.3'],
    ['that of a mirrored image', ['mirror.example.org/rancher/mirrored-cilium-cilium:v1.20.2'], '1.20.2'],
    ['not known if no daemon set runs it', ['kube-proxy:v1.36.3'], null],
    ['not known if the tag shows no release', ['quay.io/cilium/cilium:latest'], null],
    ['not known if two versions run', ['quay.io/cilium/cilium:v1.17.3', 'quay.io/cilium/cilium:v1.18.0'], null],
    ['not known if one of two tags shows no release', ['cilium/cilium:v1.17.3', 'cilium/cilium:latest'], null],
  ])('is %s', async (_, images, version) => {
    expect(await versionOf(...images)).toBe(version);
  });

  test('is not known if the API server does not list daemon sets', async () => {
    expect(await asked(answeringWith({}), ciliumVersion)).toBeNull();
  });
});
