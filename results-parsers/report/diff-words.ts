import { counted } from '../core/counted.ts';
import { badness } from '../diff/spec-diffs.ts';
import type { ArchiveDiff, Change, SpecDiff, SpecState } from '../documents/archive-diff.ts';
import { inWords } from './severity.ts';

/** `from compliant with 3 waived specs to non-compliant`, in one sentence. */
export function diffHeadline(diff: ArchiveDiff): { word: string; text: string } {
  const [a, b] = (['a', 'b'] as const).map((side) => verdictOf(side, diff));
  if (a !== b) return { word: 'Changed', text: `from ${a} to ${b}` };
  return diff.matters
    ? { word: 'Changed', text: `${b} as before` }
    : { word: 'Nothing that matters changed', text: `both are ${b}` };
}

/** A verdict that rests on waivers must not look like one that does not. */
function verdictOf(side: 'a' | 'b', { verdict, waived }: ArchiveDiff): string {
  const count = verdict[side] === 'compliant' ? (waived?.[side] ?? 0) : 0;
  return count === 0 ? verdict[side] : `${verdict[side]} with ${counted(count, 'waived spec')}`;
}

/** Of a clause's outcomes, in whatever letters. */
export function outcomeChange({ a, b }: { a: string; b: string }): string {
  const [before, after] = [a, b].map((outcome) => inWords(outcome));
  return a === b ? `${after} as before, for other reasons` : `from ${before} to ${after}`;
}

/** As many as two catalogues have. A longer list hides what follows it. */
export const MOST_SPECS = 100;

export const changes: readonly Change[] = ['worse', 'better', 'other'];

/** Specs that changed in the same way: failures first, whether new or gone; then by name. */
export function transitions(
  change: Change,
  specs: readonly SpecDiff[],
): { all: number; groups: [string, SpecDiff[]][] } {
  const changed = specs.filter((spec) => spec.change === change);
  const groups = Map.groupBy(changed.toSorted(mostTellingFirst).slice(0, MOST_SPECS), transitionText);
  return { all: changed.length, groups: [...groups] };
}

function mostTellingFirst(one: SpecDiff, other: SpecDiff): number {
  const [weight, otherWeight] = [one, other].map(({ a, b }) =>
    Math.max(badness[a?.outcome ?? 'passed'], badness[b?.outcome ?? 'passed']),
  );
  return (otherWeight ?? 0) - (weight ?? 0) || (one.name < other.name ? -1 : 1);
}

function transitionText({ a, b }: SpecDiff): string {
  return `from ${stateText(a)} to ${stateText(b)}`;
}

function stateText(state: SpecState | null): string {
  if (state === null) return 'not known to the run';
  const before = state.outcome === 'waived' ? ` (${state.outcomeBeforeWaivers})` : '';
  return `${state.outcome}${before}${state.required ? '' : ', not required'}`;
}

/** Waivers are shown like facts. */
export function waiverFacts({ waivers }: ArchiveDiff): ArchiveDiff['facts'] {
  return waivers.map(({ id, a, b }) => ({ name: id, a: a ?? 'not in force', b: b ?? 'not in force' }));
}
