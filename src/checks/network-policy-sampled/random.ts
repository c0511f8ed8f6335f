/**
 * Pseudorandom numbers from a seed, by the generator Mulberry32: the same seed gives the same numbers on every machine
 * and in every version, so that a sample can be repeated.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0 and below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number of at least 0 and below `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** At most so many of the items, in random order. */
  some<T>(items: readonly T[], most: number): T[] {
    const rest = [...items];
    return Array.from({ length: Math.min(most, items.length) }, () => rest.splice(this.below(rest.length), 1)).flat();
  }

  /** One of the results, each with a probability in proportion to its weight. */
  weighted<T>(...choices: readonly [[weight: number, make: () => T], ...[weight: number, make: () => T][]]): T {
    const all = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.fraction() * all;
    for (const [weight, make] of choices) {
      left -= weight;
      if (left < 0) return make();
    }
    return choices[0][1]();
  }
}

/** A generator for one purpose, which does not depend on how many numbers other purposes have taken from the seed. */
export function randomOf(seed: number, number: number): Random {
  const first = new Random(seed ^ Math.imul(number + 1, 0x9e3779b1));
  return new Random(first.below(2 ** 32));
}
