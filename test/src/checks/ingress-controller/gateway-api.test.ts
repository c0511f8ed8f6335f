import { expect, test } from '@jest/globals';
import { gatewayApi } from '../../../../src/checks/ingress-controller/gateway-api.ts';
import { answeringWith, asked } from '../../cluster/answering-api.ts';

const GROUP = 'gateway.networking.k8s.io';
const resource = (kind: string, plural: string) => ({ name: plural, kind, namespaced: kind !== 'GatewayClass' });
const groups = (...versions: string[]) => ({
  groups: [{ name: GROUP, versions: versions.map((version) => ({ groupVersion: `${GROUP}/${version}`, version })) }],
});

const served = {
  '/apis': groups('v1', 'v1beta1'),
  [`/apis/${GROUP}/v1`]: {
    resources: [
      resource('GatewayClass', 'gatewayclasses'),
      resource('GatewayClass', 'gatewayclasses/status'),
      resource('HTTPRoute', 'httproutes'),
    ],
  },
  [`/apis/${GROUP}/v1beta1`]: {
    resources: [
      resource('GatewayClass', 'gatewayclasses'),
      resource('HTTPRoute', 'httproutes'),
      resource('ReferenceGrant', 'referencegrants'),
    ],
  },
  [`/apis/${GROUP}/v1/gatewayclasses`]: { items: [{ metadata: { name: 'traefik', uid: '1' } }] },
};

test.each([
  [
    'every kind, in the preferred version among those that have it, and every class',
    served,
    { served: ['GatewayClass v1', 'HTTPRoute v1', 'ReferenceGrant v1beta1'], classes: ['traefik'] },
  ],
  ['nothing if the group is not served', { '/apis': { groups: [] } }, { served: [], classes: [] }],
  ['nothing if its kinds cannot be read', { '/apis': groups('v1') }, { served: [], classes: [] }],
])('for the Gateway API, the facts contain: %s', async (_what, answers, expected) => {
  expect(await asked(answeringWith(answers), gatewayApi)).toEqual(expected);
});
