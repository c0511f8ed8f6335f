import { allOf } from '../core/counted.ts';
import { firstListed } from '../core/listed.ts';
import type { CheckObservations } from '../documents/checks/check-observations.ts';
import type { CheckVerdict } from '../documents/checks/check-verdict.ts';
import { isAsExpected, type Probe } from '../documents/checks/probe.ts';

/** What observations answer, and why. */
export type Conclusion = Pick<CheckVerdict, 'answer' | 'text'> &
  Partial<Pick<CheckVerdict, 'parts' | 'measures' | 'example'>>;

/** Computes a check's answer from its observations; pure, so that an archive can be judged again later. */
export type CheckJudge = (observations: CheckObservations) => Conclusion;

export const unknown = (text: string): Conclusion => ({ answer: 'unknown', text });

/** Null: the check finished, so its observations answer the question. */
export function unfinished({ problem }: Pick<CheckObservations, 'problem'>): Conclusion | null {
  if (problem === null) return null;
  const how = {
    stopped: 'The run was stopped before the check had finished',
    'out-of-time': 'The check did not finish in its time',
    error: 'The check could not be carried out',
  }[problem.kind];
  return unknown(`${how}: ${problem.reason}`);
}

/** `client to pod b/server on TCP 80 was open`. */
export function probeSentence({ from, to, protocol, port, observed }: Probe): string {
  const found = { open: 'was open', blocked: 'was blocked', unknown: 'could not be tried' }[observed];
  return `${from.namespace}/${from.pod} to ${to.what} on ${protocol} ${port} ${found}`;
}

/** For a check whose probes must all observe what they expect: yes if all do, no if one does not. */
export const judgedByProbes: CheckJudge = (observations) => {
  const { probes } = observations;
  const early = unfinished(observations);
  if (early !== null) return early;
  const untried = probes.filter(({ observed }) => observed === 'unknown');
  const wrong = probes.filter((probe) => probe.observed !== 'unknown' && !isAsExpected(probe));
  if (wrong.length > 0) return { answer: 'no', text: `${listed(wrong)}, which should not be.` };
  if (untried.length > 0) return unknown(`${listed(untried)}: ${untried[0]?.attempts.at(-1)?.detail ?? 'no attempt'}`);
  if (probes.length === 0) return unknown('The check made no connection.');
  const all = allOf(probes.length, 'connection was', 'connections were');
  return { answer: 'yes', text: `${all} as expected.` };
};

const MOST_LISTED = 3;

function listed(probes: readonly Probe[]): string {
  return firstListed(probes.map(probeSentence), MOST_LISTED, '; ');
}
