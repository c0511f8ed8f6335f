import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inOrder } from '../../../../src/cli/evaluate/in-order.ts';

/** Work that ends when the test ends it. */
class Workshop {
  readonly begun: number[] = [];
  readonly #end = new Map<number, () => void>();

  start(item: number): Promise<string> {
    this.begun.push(item);
    return new Promise((resolve) => this.#end.set(item, () => resolve(`result ${item}`)));
  }

  end(item: number): void {
    this.#end.get(item)?.();
  }
}

describe('results in order', () => {
  test('come in the order of the items, whichever is ready first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (delays, ahead) => {
          const slow = async (delay: number): Promise<number> => {
            for (let turn = 0; turn < delay; turn += 1) await new Promise(setImmediate);
            return delay;
          };
          const results: number[] = [];
          for await (const result of inOrder(delays, ahead, slow)) results.push(result);
          expect(results).toEqual(delays);
        },
      ),
    );
  });

  test('are started only a limited number ahead, and the next one only after the first was taken', async () => {
    const workshop = new Workshop();
    const results = inOrder([1, 2, 3, 4, 5], 3, (item) => workshop.start(item));
    const first = results.next();
    workshop.end(2);
    workshop.end(3);
    await new Promise(setImmediate);
    expect(workshop.begun).toEqual([1, 2, 3]);
    workshop.end(1);
    expect(await first).toEqual({ done: false, value: 'result 1' });
    expect(workshop.begun).toEqual([1, 2, 3]);
    expect(await results.next()).toEqual({ done: false, value: 'result 2' });
    expect(workshop.begun).toEqual([1, 2, 3, 4]);
  });

  test('end with the first failure in the order of the items, and nothing is started after it', async () => {
    const begun: number[] = [];
    const results = inOrder([1, 2, 3, 4, 5, 6], 3, async (item) => {
      begun.push(item);
      if (item > 1) throw new Error(`no ${item}`);
      return item;
    });
    expect(await results.next()).toEqual({ done: false, value: 1 });
    await expect(results.next()).rejects.toThrow('no 2');
    expect(await results.next()).toEqual({ done: true, value: undefined });
    expect(begun).toEqual([1, 2, 3, 4]);
  });
});
