import { describe, expect, test } from '@jest/globals';
import { RUN_LABEL } from '../../../../src/cluster/run-mark.ts';
import type { ApiObject } from './api-objects.ts';
import { lieOf, liesTogether } from './lies.ts';
import { ToldWorld } from './told-world.ts';

const [ONE, OTHER] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

function namespace(name: string, run: string): ApiObject {
  return { metadata: { name, uid: name, labels: { [RUN_LABEL]: run } } };
}

function denyAll(ofNamespace: string): ApiObject {
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  return { metadata: { namespace: ofNamespace, name: 'deny', uid: `deny-${ofNamespace}` }, spec };
}

function policiesIn({ stores }: ToldWorld): (string | undefined)[] {
  return stores.networkpolicies.list().items.map(({ metadata }) => metadata.namespace);
}

function worldOf(...objects: ['namespaces' | 'networkpolicies', ApiObject][]): ToldWorld {
  const world = new ToldWorld();
  world.tell(ONE, lieOf('enforces nothing'));
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
  test('is told the truth of all others', () => {
    expect(policiesIn(worldOf(...two))).toEqual(['b']);
  });

  test('is lied to as well if it hears of a policy before the namespace', () => {
    expect(policiesIn(worldOf(...two.toReversed()))).toEqual(['b']);
  });

  test('is told of what is deleted', () => {
    const world = worldOf(...two);
    world.hear('networkpolicies', { type: 'DELETED', object: denyAll('b') });
    expect(policiesIn(world)).toEqual([]);
  });

  test('was lied to as often as what it was told has become another thing than the truth', () => {
    const world = worldOf(...two);
    expect([ONE, OTHER].map((run) => world.liesTo(run))).toEqual([1, 0]);
  });

  test('is told the truth once its run is said to be sound', () => {
    const world = worldOf(...two);
    world.tell(ONE, lieOf('does what the API says'));
    expect(policiesIn(world).sort()).toEqual(['a', 'b']);
  });
});

test('of several lies at once, each is about what the others made of the truth', () => {
  const lie = liesTogether(['ignores egress', 'enforces nothing'].map(lieOf));
  const told = { namespaces: [], pods: [], policies: [] };
  const policy = {
    metadata: { namespace: 'a', name: 'deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress' as const] },
  };
  expect(lie.believes({ ...told, policies: [policy] }, [])).toEqual(told);
});
