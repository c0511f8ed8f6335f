import { type CheckJudge, judgedByProbes } from './conclusion.ts';

/** Of each check whose answer is more than whether its probes observed what they expected. */
const judges: ReadonlyMap<string, CheckJudge> = new Map<string, CheckJudge>();

export function judgeOf(id: string): CheckJudge {
  return judges.get(id) ?? judgedByProbes;
}
