import { ScsNetworkingError } from '../core/errors.ts';
import type { Waiver, WaiverSet } from './waiver.ts';

/** The waivers of all sources. Throws `USAGE` if two have the same id: reports could not distinguish them. */
export function combineWaivers(sets: readonly WaiverSet[]): Waiver[] {
  const byId = new Map<string, Waiver>();
  for (const waiver of sets.flatMap(({ waivers }) => waivers)) {
    const known = byId.get(waiver.id);
    if (known !== undefined) {
      throw new ScsNetworkingError(
        'USAGE',
        `expected waivers with different ids, found '${waiver.id}' in ${known.source} and in ${waiver.source}; rename one, name each file once, or leave the default waivers out with --no-default-waivers`,
      );
    }
    byId.set(waiver.id, waiver);
  }
  return [...byId.values()];
}
