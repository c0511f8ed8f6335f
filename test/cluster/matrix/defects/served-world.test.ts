import { describe, expect, test } from '@jest/globals';
import { RUN_LABEL } from '../../../../src/cluster/run-mark.ts';
import type { ApiObject } from './api-objects.ts';
import { lieOf, liesTogether } from './lies.ts';
import { ServedWorld } from './served-world.ts';

const [ONE, OTHER] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

function namespace(name: string, run: string): ApiObject {
  return { metadata: { name, uid: name, labels: { [RUN_LABEL]: run } } };
}

function denyAll(ofNamespace: string): ApiObject {
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  return { metadata: { namespace: ofNamespace, name: 'deny', uid: `deny-${ofNamespace}` }, spec };
}

function policiesIn({ stores }: ServedWorld): (string | undefined)[] {
  return stores.networkpolicies.list().items.map(({ metadata }) => metadata.namespace);
}

function worldOf(...objects: ['namespaces' | 'networkpolicies', ApiObject][]): ServedWorld {
  const world = new ServedWorld();
  world.lieAbout(ONE, lieOf('enforces nothing'));
  for (const [plural, object] of objects) world.hear(plural, { type: 'ADDED', object });
  return world;
}

const two: ['namespaces' | 'networkpolicies', ApiObject][] = [
  ['namespaces', namespace('a', ONE)],
  ['namespaces', namespace('b', OTHER)],
  ['networkpolicies', denyAll('a')],
  ['networkpolicies', denyAll('b')],
];

describe('an engine that is lied to about one run', () => {
  test('is served the truth about all others', () => {
    expect(policiesIn(worldOf(...two))).toEqual(['b']);
  });

  test('is also lied to if a policy arrives before its namespace', () => {
    expect(policiesIn(worldOf(...two.toReversed()))).toEqual(['b']);
  });

  test('is served deletions', () => {
    const world = worldOf(...two);
    world.hear('networkpolicies', { type: 'DELETED', object: denyAll('b') });
    expect(policiesIn(world)).toEqual([]);
  });

  test('was lied to as often as the served objects have come to differ from the true ones', () => {
    const world = worldOf(...two);
    expect([ONE, OTHER].map((run) => world.liesAbout(run))).toEqual([1, 0]);
  });

  test('is served the truth once there are no more lies about the run', () => {
    const world = worldOf(...two);
    world.lieAbout(ONE, lieOf('does what the API says'));
    expect(policiesIn(world).sort()).toEqual(['a', 'b']);
  });
});

test('of several lies at once, each is applied to the result of the ones before', () => {
  const lie = liesTogether(['ignores egress', 'enforces nothing'].map(lieOf));
  const empty = { namespaces: [], pods: [], policies: [] };
  const policy = {
    metadata: { namespace: 'a', name: 'deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress' as const] },
  };
  expect(lie.believes({ ...empty, policies: [policy] }, [])).toEqual(empty);
});
