import type { CheckJudge } from '../conclusion.ts';
import { tierMeasures, tierParts } from './tier-details.ts';
import { type TierState, tierState } from './tier-state.ts';

const ANSWERS = {
  enforced: 'yes',
  partly: 'no',
  'not-enforced': 'no',
  absent: 'no',
  unknown: 'unknown',
} as const satisfies Record<TierState['state'], string>;

/** The check of one kind of policies: yes if both tiers are enforced. `firstVersion`: as of `tierState`. */
export function judgeTiersOf(firstVersion: string): CheckJudge {
  return (observations) => {
    const { state, text } = tierState(observations, firstVersion);
    const { probes } = observations;
    const isTried = probes.length > 0;
    return { answer: ANSWERS[state], text, parts: isTried ? tierParts(probes) : [], measures: tierMeasures(probes) };
  };
}
