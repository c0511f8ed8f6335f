import type { CheckJudge } from '../conclusion.ts';
import { type IngressState, ingressState } from './ingress-state.ts';

const ANSWERS = { complete: 'yes', partly: 'no', absent: 'no', unknown: 'unknown' } as const satisfies Record<
  IngressState['state'],
  string
>;

/** Yes if there is a default class whose controller passes all tests. */
export const judgeIngress: CheckJudge = (observations) => {
  const { state, text, parts } = ingressState(observations);
  return { answer: ANSWERS[state], text, parts };
};
