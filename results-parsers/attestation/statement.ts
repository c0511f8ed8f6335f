import * as z from 'zod';
import { Verdict } from '../documents/verdict/verdict.ts';
import { ResourceDescriptor, Subject } from './resource-descriptor.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';
/** Of the predicate that carries the whole verdict document. */
export const VERDICT_TYPE = 'https://github.com/SovereignCloudStack/scs-networking/verdict/v1';

const about = { _type: z.literal(STATEMENT_TYPE), subject: z.tuple([Subject]) };

/** A statement that every consumer of in-toto understands (spec/predicates/test-result.md of in-toto/attestation). */
export const TestResultStatement = z.strictObject({
  ...about,
  predicateType: z.literal(TEST_RESULT_TYPE),
  predicate: z.strictObject({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.array(ResourceDescriptor),
    passedTests: z.array(z.string()),
    warnedTests: z.array(z.string()),
    failedTests: z.array(z.string()),
  }),
});
export type TestResultStatement = z.infer<typeof TestResultStatement>;

/** A statement that holds the whole verdict, so that it can be recomputed. */
export const VerdictStatement = z.strictObject({
  ...about,
  predicateType: z.literal(VERDICT_TYPE),
  predicate: Verdict,
});
export type VerdictStatement = z.infer<typeof VerdictStatement>;

/** The archive that a verdict is of, as the subject of a statement. */
export function subjectOf({ archive, verdict, standard }: Verdict): Subject {
  const { name, container, bytes, sha256 } = archive;
  // A directory has no bytes of its own to digest: its digest is that of the listing of its files.
  const annotations = { standard: standard.id, verdict, container, bytes };
  return { name, digest: { sha256 }, annotations };
}
