import * as z from 'zod';
import { RecordedVerdict } from '../verify/recorded-verdict.ts';
import { Subject } from './resource-descriptor.ts';
import { STATEMENT_TYPE, TEST_RESULT_TYPE, VERDICT_TYPE } from './statement.ts';

const about = { _type: z.literal(STATEMENT_TYPE), subject: z.tuple([z.object(Subject.shape)]) };

/** A statement as any version of the tool may have written it: with all that recomputing it needs, and perhaps with fields of other versions. */
export const WrittenStatement = z.discriminatedUnion('predicateType', [
  z.object({
    ...about,
    predicateType: z.literal(TEST_RESULT_TYPE),
    predicate: z.object({ configuration: z.array(z.record(z.string(), z.json())) }),
  }),
  z.object({ ...about, predicateType: z.literal(VERDICT_TYPE), predicate: RecordedVerdict }),
]);
export type WrittenStatement = z.infer<typeof WrittenStatement>;

export type WrittenTestResult = Extract<WrittenStatement, { predicateType: typeof TEST_RESULT_TYPE }>;
