import * as z from 'zod';
import { API_VERSION } from '../core/api-version.ts';
import { jsonText } from '../core/text/json-text.ts';
import { ClauseId, Level } from '../standard/clauses.ts';
import { OutcomeBeforeWaivers, WaiverStatus } from '../waivers/match-waivers.ts';
import { Finding } from './verdict/finding.ts';
import { SpecOutcome } from './verdict/spec-outcome.ts';
import { ClauseOutcome, Verdict, VerdictWord } from './verdict/verdict.ts';

/** What two archives say about the same thing. */
function both<T extends z.ZodType>(schema: T): z.ZodObject<{ a: T; b: T }, z.core.$strict> {
  return z.object({ a: schema, b: schema });
}

const Reason = Finding.pick({ code: true, effect: true, text: true });

/** A clause whose outcome or kinds of findings differ. */
export const ClauseDiff = z.object({
  id: ClauseId,
  level: Level,
  outcome: both(ClauseOutcome),
  /** Findings of kinds that the other archive does not have. */
  findings: both(z.array(Reason)),
});
export type ClauseDiff = z.infer<typeof ClauseDiff>;

/**
 * - `worse`, `better`: from A to B, in the order passed, flaky, waived, without a result, failed.
 * - `other`: neither, such as another reason for having no result, or a spec that only one version of Kubernetes has.
 */
export const Change = z.enum(['worse', 'better', 'other']);
export type Change = z.infer<typeof Change>;

export const SpecState = z.object({
  required: z.boolean(),
  outcome: SpecOutcome,
  outcomeBeforeWaivers: OutcomeBeforeWaivers,
  /** What went wrong, in one sentence or the first line of the failure; null: nothing, or it is not known. */
  reason: z.string().nullable(),
});
export type SpecState = z.infer<typeof SpecState>;

/** A spec whose result, or what it counts as, differs. */
export const SpecDiff = z.object({
  /** As B has it, or A if only that has it; tags differ between versions of Kubernetes. */
  name: z.string(),
  change: Change,
  /** Null: neither required nor run there. */
  ...both(SpecState.nullable()).shape,
});
export type SpecDiff = z.infer<typeof SpecDiff>;

/** The differences between two archives that were judged with the same inputs, and only those. */
export const ArchiveDiff = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('ArchiveDiff'),
  tool: Verdict.shape.tool,
  archives: both(Verdict.shape.archive),
  verdict: both(VerdictWord),
  /** Required specs that waivers exempt. */
  waived: both(z.int().nonnegative()).optional(),
  /** Whether something changed that the verdict rests on: a clause's outcome, a finding that is more than advice, a spec. */
  matters: z.boolean(),
  /** In the order of the standard. */
  clauses: z.array(ClauseDiff),
  /** Sorted by name. */
  specs: z.array(SpecDiff),
  /** Facts about cluster, tools and run, in the order of the verdict document. Null: not known. */
  facts: z.array(z.object({ name: z.string(), ...both(z.string().nullable()).shape })),
  /** Sorted by id. Null: not in force. */
  waivers: z.array(z.object({ id: z.string(), ...both(WaiverStatus.nullable()).shape })),
});
export type ArchiveDiff = z.infer<typeof ArchiveDiff>;

/** Keys in the order of the schema, two blanks, a newline at the end. */
export function archiveDiffJson(diff: ArchiveDiff): string {
  return jsonText(ArchiveDiff.parse(diff), 2);
}
