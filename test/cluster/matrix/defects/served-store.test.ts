import { describe, expect, test } from '@jest/globals';
import type { ApiObject } from './api-objects.ts';
import { type ServedEvent, ServedStore } from './served-store.ts';

function pod(name: string, role: string): [string, ApiObject] {
  return [`x/${name}`, { metadata: { namespace: 'x', name, uid: name, labels: { role } } }];
}

function seen({ type, object: { metadata }, version }: ServedEvent): [string, string, number] {
  return [type, metadata.name, version];
}

function filled(): ServedStore {
  const store = new ServedStore();
  store.become('run', new Map([pod('a', 'one'), pod('b', 'one')]));
  store.become('run', new Map([pod('b', 'two'), pod('c', 'one')]));
  return store;
}

describe('the objects of one kind that an engine is served', () => {
  test('are listed as they are now, with a version to watch from', () => {
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
  ])('are watched from %s with all later changes', (_since, version, events) => {
    const served: [string, string, number][] = [];
    filled().watch(version, (event) => served.push(seen(event)));
    expect(served).toEqual(events);
  });

  test('are watched until the watch ends, with each change once', () => {
    const store = filled();
    const served: [string, string, number][] = [];
    const end = store.watch(6, (event) => served.push(seen(event)));
    store.become('run', new Map([pod('b', 'two')]));
    store.become('run', new Map([pod('b', 'two')]));
    end();
    store.become('run', new Map());
    expect(served).toEqual([['DELETED', 'c', 7]]);
  });

  test('are kept for each run separately', () => {
    const store = filled();
    store.become('other', new Map());
    expect(store.list().items).toHaveLength(2);
  });
});
