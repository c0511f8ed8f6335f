import { z } from 'zod';
import { Position } from '../verdict/finding.ts';
import { CheckIdentity } from './check-definition.ts';

export const Answer = z.enum(['yes', 'no', 'unknown']);
export type Answer = z.infer<typeof Answer>;

/** What a check's observations answer. */
export const CheckVerdict = z.strictObject({
  ...CheckIdentity.shape,
  answer: Answer,
  /** What was observed, and for `unknown` what kept us from knowing. */
  text: z.string(),
  evidence: z.array(Position),
  seconds: z.number().nonnegative().nullable(),
});
export type CheckVerdict = z.infer<typeof CheckVerdict>;
