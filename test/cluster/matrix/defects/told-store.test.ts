import { describe, expect, test } from '@jest/globals';
import type { ApiObject } from './api-objects.ts';
import { type ToldEvent, ToldStore } from './told-store.ts';

function pod(name: string, role: string): [string, ApiObject] {
  return [`x/${name}`, { metadata: { namespace: 'x', name, uid: name, labels: { role } } }];
}

function seen({ type, object: { metadata }, version }: ToldEvent): [string, string, number] {
  return [type, metadata.name, version];
}

function filled(): ToldStore {
  const store = new ToldStore();
  store.become('run', new Map([pod('a', 'one'), pod('b', 'one')]));
  store.become('run', new Map([pod('b', 'two'), pod('c', 'one')]));
  return store;
}

describe('what an engine is told of one kind', () => {
  test('is a list of what there is now, with a version to go on from', () => {
    const { version, items } = filled().list();
    expect(items.map(({ metadata }) => [metadata.name, metadata.labels])).toEqual([
      ['b', { role: 'two' }],
      ['c', { role: 'one' }],
    ]);
    expect(version).toBe(6);
  });

  test.each<[string, number, [string, string, number][]]>([
    [
      'the start',
      1,
      [
        ['ADDED', 'a', 2],
        ['ADDED', 'b', 3],
        ['DELETED', 'a', 4],
        ['MODIFIED', 'b', 5],
        ['ADDED', 'c', 6],
      ],
    ],
    ['the list', 6, []],
  ])('is all that has changed since %s, to one who watches from there', (_since, version, events) => {
    const told: [string, string, number][] = [];
    filled().watch(version, (event) => told.push(seen(event)));
    expect(told).toEqual(events);
  });

  test('goes on to be told until the watch ends, each change once', () => {
    const store = filled();
    const told: [string, string, number][] = [];
    const end = store.watch(6, (event) => told.push(seen(event)));
    store.become('run', new Map([pod('b', 'two')]));
    store.become('run', new Map([pod('b', 'two')]));
    end();
    store.become('run', new Map());
    expect(told).toEqual([['DELETED', 'c', 7]]);
  });

  test('is of each run by itself', () => {
    const store = filled();
    store.become('other', new Map());
    expect(store.list().items).toHaveLength(2);
  });
});
