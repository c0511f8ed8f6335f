/**
 * Numbers that look random and follow from a seed alone, by the generator Mulberry32: the same seed gives the same numbers on every machine
 * and in every version, so that what was sampled can be sampled again.
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

  /** So many of the items at most, in another order. */
  some<T>(items: readonly T[], most: number): T[] {
    const rest = [...items];
    return Array.from({ length: Math.min(most, items.length) }, () => rest.splice(this.below(rest.length), 1)).flat();
  }

  /** One of the results, each as likely as its weight says. */
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

/** A generator for one of the things that are sampled with a seed, which does not depend on how many numbers the others took. */
export function randomOf(seed: number, number: number): Random {
  const first = new Random(seed ^ Math.imul(number + 1, 0x9e3779b1));
  return new Random(first.below(2 ** 32));
}
