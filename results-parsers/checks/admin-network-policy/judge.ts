import type { CheckJudge } from '../conclusion.ts';
import { type TierState, tierState } from './tier-state.ts';

const ANSWERS = {
  enforced: 'yes',
  partly: 'no',
  'not-enforced': 'no',
  absent: 'no',
  unknown: 'unknown',
} as const satisfies Record<TierState['state'], string>;

/** The check of one version of the policies: yes if both tiers are enforced. */
export function judgeTiersOf(version: string): CheckJudge {
  return (observations) => {
    const { state, text } = tierState(observations, version);
    return { answer: ANSWERS[state], text };
  };
}
