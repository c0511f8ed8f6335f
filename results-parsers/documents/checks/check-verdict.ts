import * as z from 'zod';
import { Position } from '../position.ts';
import { CheckIdentity } from './check-definition.ts';
import { Distribution } from './distribution.ts';

export const Answer = z.enum(['yes', 'no', 'unknown']);
export type Answer = z.infer<typeof Answer>;

/** One of several questions that a check asks. */
export const CheckPart = z.object({
  id: z.string(),
  question: z.string(),
  /** `reported`: neither is better. */
  answer: z.enum([...Answer.options, 'not-applicable', 'reported']),
  text: z.string(),
  /** What was not as the API specifies before the question could be asked, which does not answer it; left out: nothing. */
  before: z.string().optional(),
});
export type CheckPart = z.infer<typeof CheckPart>;

/** Something that a check measured again and again, in seconds. */
export const CheckMeasure = z.object({ id: z.string(), what: z.string(), seconds: Distribution });
export type CheckMeasure = z.infer<typeof CheckMeasure>;

/** The answer that a check's observations give. */
export const CheckVerdict = z.object({
  ...CheckIdentity.shape,
  answer: Answer,
  /** What was observed, and for `unknown` what kept us from knowing. */
  text: z.string(),
  /** An example that shows the no, in YAML that can be applied to a cluster; left out: there is none. */
  example: z.string().optional(),
  /** Empty for a check that asks one question. */
  parts: z.array(CheckPart),
  measures: z.array(CheckMeasure),
  evidence: z.array(Position),
  seconds: z.number().nonnegative().nullable(),
});
export type CheckVerdict = z.infer<typeof CheckVerdict>;
