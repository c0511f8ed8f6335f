import type { Change, SpecDiff, SpecState } from '../documents/archive-diff.ts';
import type { SpecOutcome } from '../documents/verdict/spec-outcome.ts';
import type { SpecVerdict, Verdict } from '../documents/verdict/verdict.ts';
import { specSentence } from '../standard/spec-sentence.ts';

/** The specs that changed, sorted by name. */
export function specDiffs(a: Verdict, b: Verdict): SpecDiff[] {
  const [specsOfA, specsOfB] = [byKey(a.specs), byKey(b.specs)];
  const keys = new Set([...specsOfA.keys(), ...specsOfB.keys()]);
  return [...keys]
    .flatMap((key) => diffOf(specsOfA.get(key), specsOfB.get(key)))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Versions of Kubernetes move the tags of a spec; if the words alone do not distinguish two specs, its name does. */
function byKey(specs: readonly SpecVerdict[]): Map<string, SpecVerdict> {
  const groups = Map.groupBy(specs, ({ name }) => specSentence(name));
  return new Map(
    [...groups].flatMap(([sentence, group]) =>
      group.map((spec): [string, SpecVerdict] => [group.length === 1 ? sentence : spec.name, spec]),
    ),
  );
}

function diffOf(a: SpecVerdict | undefined, b: SpecVerdict | undefined): SpecDiff[] {
  const name = b?.name ?? a?.name;
  if (name === undefined || (a && b && endedAlike(a, b))) return [];
  return [{ name, change: changeOf(a?.outcome, b?.outcome), a: stateOf(a), b: stateOf(b) }];
}

function endedAlike(a: SpecVerdict, b: SpecVerdict): boolean {
  return a.outcome === b.outcome && a.outcomeBeforeWaivers === b.outcomeBeforeWaivers && a.required === b.required;
}

/** Lower is better. Among specs without a result nobody knows which is worse. */
export const badness: Readonly<Record<SpecOutcome, number>> = {
  passed: 0,
  flaky: 1,
  waived: 2,
  skipped: 3,
  missing: 3,
  'timed-out': 3,
  interrupted: 3,
  failed: 4,
};

function changeOf(a: SpecOutcome | undefined, b: SpecOutcome | undefined): Change {
  // A spec that is new or gone means nothing, unless it failed.
  if (a === undefined || b === undefined) {
    if (b === 'failed') return 'worse';
    return a === 'failed' ? 'better' : 'other';
  }
  if (badness[a] === badness[b]) return 'other';
  return badness[b] > badness[a] ? 'worse' : 'better';
}

function stateOf(spec: SpecVerdict | undefined): SpecState | null {
  if (spec === undefined) return null;
  const { required, outcome, outcomeBeforeWaivers, explanation, failure } = spec;
  const reason = explanation?.phrases[0] ?? failure?.split('\n')[0] ?? null;
  return { required, outcome, outcomeBeforeWaivers, reason };
}
