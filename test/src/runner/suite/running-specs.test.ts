import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runningSpecs } from '../../../../src/runner/suite/running-specs.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];

describe('the specs that run right now', () => {
  test.each([
    ['the first ones, one for each process', [], 2, ['a', 'b']],
    ['also the next one when one has ended', ['b'], 2, ['a', 'c']],
    ['one after the other if there is one process', ['a', 'b'], 1, ['c']],
    ['the last ones at the end', ['a', 'c', 'd'], 3, ['b', 'e']],
    ['none when all have ended', ['e', 'c', 'a', 'b', 'd'], 5, []],
    ['not known if a spec has ended that cannot have been started', ['e'], 2, []],
    ['not known if a spec has ended twice', ['a', 'a'], 2, []],
  ])('are %s', (_, ended, processes, running) => {
    expect(runningSpecs(ORDER, ended, processes)).toEqual(running);
  });

  test('are the ones that processes run if they take specs in this order', () => {
    const cases = fc.record({
      order: fc.uniqueArray(fc.string(), { maxLength: 30 }),
      processes: fc.integer({ min: 1, max: 12 }),
      choices: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
    });
    fc.assert(
      fc.property(cases, ({ order, processes, choices }) => {
        const waiting = [...order];
        const running = waiting.splice(0, processes);
        const ended: string[] = [];
        for (const choice of choices.slice(0, order.length)) {
          expect(new Set(runningSpecs(order, ended, processes))).toEqual(new Set(running));
          ended.push(...running.splice(choice % running.length, 1));
          running.push(...waiting.splice(0, 1));
        }
        expect(runningSpecs(order, ended, processes)).toEqual([]);
      }),
    );
  });
});
