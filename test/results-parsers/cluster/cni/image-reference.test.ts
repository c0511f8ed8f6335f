import { expect, test } from '@jest/globals';
import { parseImage, releaseOf } from '../../../../results-parsers/cluster/cni/image-reference.ts';

test.each<[string, string, string | null, string | null]>([
  ['quay.io/cilium/cilium:v1.20.2@sha256:0123', 'quay.io/cilium/cilium', 'v1.20.2', '1.20.2'],
  ['registry.example:5000/calico/node:v3.32.0', 'registry.example:5000/calico/node', 'v3.32.0', '3.32.0'],
  ['registry.example:5000/calico/node', 'registry.example:5000/calico/node', null, null],
  ['rancher/hardened-calico:v3.30.3-build20251010', 'rancher/hardened-calico', 'v3.30.3-build20251010', '3.30.3'],
  ['x/amazon-k8s-cni:v1.20.1-eksbuild.3', 'x/amazon-k8s-cni', 'v1.20.1-eksbuild.3', '1.20.1'],
  ['cilium/cilium:v1.20.0-rc.1', 'cilium/cilium', 'v1.20.0-rc.1', null],
  ['cilium/cilium:1.20.0-PRE.0', 'cilium/cilium', '1.20.0-PRE.0', null],
  ['cilium/cilium:v1.20', 'cilium/cilium', 'v1.20', null],
  ['cilium/cilium:v1.20.2.1', 'cilium/cilium', 'v1.20.2.1', null],
  ['cilium/cilium:latest', 'cilium/cilium', 'latest', null],
  ['cilium/cilium@sha256:0123', 'cilium/cilium', null, null],
  ['', '', null, null],
])('%j is the image %j with the tag %p, release %p', (image, repository, tag, release) => {
  expect(parseImage(image)).toEqual({ repository, tag });
  expect(releaseOf(tag)).toBe(release);
});
