import { describe, expect, test } from '@jest/globals';
import { ObservedSpecs } from '../../../../src/runner/suite/observed-specs.ts';

const spec = (title: string, state: 'passed' | 'failed' | 'panicked' | 'skipped' | 'pending' = 'passed') =>
  ({ type: 'spec', state, seconds: 2.25, title }) as const;

describe('the observations of an attempt', () => {
  test('count the specs that ended, and have the announced number', () => {
    const observed = new ObservedSpecs(new Set(['a', 'b']));
    observed.add({ type: 'announced', specs: 5, ofSpecs: 9 });
    const ended = [
      spec('a [x]'),
      spec('b [It]', 'failed'),
      spec('c', 'panicked'),
      spec('d', 'skipped'),
      spec('e', 'pending'),
    ];
    for (const event of ended) observed.add(event);
    expect(observed).toMatchObject({ announced: 5, passed: 1, skipped: 2, failures: ['b', 'c'], failedNodes: [] });
    expect(observed.specs.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test.each<[string, Parameters<ObservedSpecs['add']>[0], boolean]>([
    ['not when the run was announced', { type: 'announced', specs: 5, ofSpecs: 9 }, false],
    [
      'not when the report before the suite was made',
      { type: 'suite-node', node: 'ReportBeforeSuite', state: 'passed' },
      false,
    ],
    ['not when the preparation failed', { type: 'suite-node', node: 'BeforeSuite', state: 'failed' }, false],
    ['when the preparation passed', { type: 'suite-node', node: 'SynchronizedBeforeSuite', state: 'passed' }, true],
    ['when a spec ended', spec('a'), true],
  ])('show whether specs have begun to run: %s', (_, event, hasBegun) => {
    const observed = new ObservedSpecs(new Set());
    observed.add(event);
    expect(observed.hasBegun).toBe(hasBegun);
  });

  test('keep the suite nodes that failed, not those that passed', () => {
    const observed = new ObservedSpecs(new Set());
    for (const state of ['passed', 'skipped', 'failed', 'timedout'] as const) {
      expect(observed.add({ type: 'suite-node', node: 'BeforeSuite', state })).toBeNull();
    }
    expect(observed.failedNodes).toEqual(['BeforeSuite failed', 'BeforeSuite timedout']);
  });

  test('are shown to people as one line for each spec', () => {
    const observed = new ObservedSpecs(new Set());
    const first = observed.add(spec('first'));
    expect(first && observed.describe(first)).toBe('[1/?] passed         2.3 s  first');
    observed.add({ type: 'announced', specs: 50, ofSpecs: 7579 });
    const second = observed.add(spec('second', 'failed'));
    expect(second && observed.describe(second)).toBe('[2/50] failed         2.3 s  second');
  });

  test('stay small whatever the output contains', () => {
    const observed = new ObservedSpecs(new Set());
    for (let count = 0; count < 21_000; count += 1) observed.add(spec('x'.repeat(2_000)));
    expect(observed.specs).toHaveLength(20_000);
    expect(observed.specs[0]?.name).toHaveLength(1_000);
  });
});
