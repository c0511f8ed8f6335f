import { type ArchiveLimits, defaultArchiveLimits } from '../archive/limits.ts';
import { defaultJunitLimits, type JunitLimits } from '../junit/limits.ts';

/** What reading an archive may cost in total. */
export type EvaluationLimits = ArchiveLimits & JunitLimits;

export const defaultLimits: EvaluationLimits = { ...defaultArchiveLimits, ...defaultJunitLimits };
