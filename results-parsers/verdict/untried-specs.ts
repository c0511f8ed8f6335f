import type { Evidence } from '../evidence/evidence.ts';
import { specSentence } from '../standard/spec-sentence.ts';
import { anyRan, type SpecResult } from './spec-results.ts';

/**
 * The names of specs that were skipped for another reason than the one that a waiver excuses: if nothing ran, or if specs were also skipped
 * that no waiver exempts, then the focus, a dry run or an early end has skipped them all.
 *
 * `isExempted`: by a waiver that fits.
 */
export function untriedSpecs(
  required: readonly SpecResult[],
  isExempted: (name: string) => boolean,
  leftOut: readonly string[],
): ReadonlySet<string> {
  const skipped = required.filter(({ outcomeBeforeWaivers }) => outcomeBeforeWaivers === 'skipped');
  const ran = anyRan(required);
  if (ran && skipped.every(({ name }) => isExempted(name))) return new Set();
  const onPurpose = new Set(ran ? leftOut.map(specSentence) : []);
  return new Set(skipped.map(({ name }) => name).filter((name) => !onPurpose.has(specSentence(name))));
}

/** The specs that our plugin left out because a probe had shown that they cannot pass, and a waiver exempts them. */
export function leftOutSpecs({ runRecord }: Pick<Evidence, 'runRecord'>): string[] {
  if (runRecord?.state !== 'read' || runRecord.value.settings.runWaived) return [];
  return runRecord.value.leftOut?.specs ?? [];
}
