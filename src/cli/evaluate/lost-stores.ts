import { complaintOf } from '../input/usable-input.ts';
import { isInStore, locationOf, pathOf } from '../store/location.ts';
import type { PrintedEvaluation } from './evaluate-one.ts';

/**
 * The buckets that did not answer any attempt. The same call does not wait for them again: with thousands of archives that would take
 * days.
 */
export class LostStores {
  readonly #buckets = new Set<string>();

  note(evaluation: PrintedEvaluation): void {
    if ('complaint' in evaluation && evaluation.isStoreAway) this.#buckets.add(bucketOf(evaluation.archive));
  }

  /** The result of an archive without another attempt; null: its store is not known to be away. */
  refusal(archive: string): PrintedEvaluation | null {
    if (this.#buckets.size === 0 || !isInStore(archive) || !this.#buckets.has(bucketOf(archive))) return null;
    const found = `${pathOf({ bucket: bucketOf(archive), key: '' })} no longer answering`;
    const complaint = complaintOf(
      archive,
      `expected its store to answer, found ${found} for an archive before this one`,
    );
    return { archive, ending: 'unusable', complaint, isStoreAway: true };
  }
}

function bucketOf(archive: string): string {
  return locationOf(archive).bucket;
}
