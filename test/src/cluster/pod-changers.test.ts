import { describe, expect, test } from '@jest/globals';
import { podChangers } from '../../../src/cluster/pod-changers.ts';
import { answeringWith, asked } from './answering-api.ts';

const PATH = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

const configuration = (name: string, rule: object) => ({ metadata: { name }, webhooks: [{ name, rules: [rule] }] });
const rule = (apiGroup: string, resource: string, operation: string) => ({
  apiGroups: [apiGroup],
  apiVersions: ['v1'],
  resources: [resource],
  operations: [operation],
});

describe('what may change new pods', () => {
  test.each([
    ['', 'pods', 'CREATE', true],
    ['*', '*/*', '*', true],
    ['*', '*', 'CREATE', true],
    ['', 'pods', 'UPDATE', false],
    ['', 'pods/status', 'CREATE', false],
    ['apps', 'pods', 'CREATE', false],
    ['', 'services', 'CREATE', false],
  ])('is a webhook for the group %j, %s and %s: %s', async (apiGroup, resource, operation, isNamed) => {
    const list = { items: [configuration('hook', rule(apiGroup, resource, operation))] };
    const named = await asked(answeringWith({ [PATH]: list }), podChangers);
    expect(named).toEqual(isNamed ? ['MutatingWebhookConfiguration hook'] : []);
  });

  test('is sorted by name, and leaves out configurations without webhooks', async () => {
    const items = [
      configuration('b', rule('', 'pods', 'CREATE')),
      { metadata: { name: 'c' } },
      configuration('a', rule('', 'pods', 'CREATE')),
    ];
    expect(await asked(answeringWith({ [PATH]: { items } }), podChangers)).toEqual([
      'MutatingWebhookConfiguration a',
      'MutatingWebhookConfiguration b',
    ]);
  });

  test('is unknown, without an error, if the API server does not say', async () => {
    expect(await asked(answeringWith({}), podChangers)).toEqual([]);
  });
});
