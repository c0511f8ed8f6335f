import * as z from 'zod';
import { ClauseId, Level } from '../../standard/clauses.ts';

/** Name of a check; its observations are in `checks/<id>.json` among the run's evidence. */
const CheckId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** A clause's own level, or `advisory`: the check asks for more than the clause does, and changes the clause's outcome only on request. */
const CheckLevel = z.enum([...Level.options, 'advisory']);

/** What identifies a check, in its definition, its observations and the verdict alike. */
export const CheckIdentity = z.object({
  id: CheckId,
  clause: ClauseId,
  level: CheckLevel,
  /** A yes-or-no question; yes is what the clause wants. */
  question: z.string(),
});
export type CheckIdentity = z.infer<typeof CheckIdentity>;

/** When a check runs: the cluster's default restrictions must be known before upstream's specs, whose results they can distort. */
export const CheckPhase = z.enum(['before-specs', 'after-specs']);
export type CheckPhase = z.infer<typeof CheckPhase>;

/** The description of a check, apart from any run. All texts are whole sentences. */
export const CheckDefinition = z.object({
  ...CheckIdentity.shape,
  phase: CheckPhase,
  /** True: it runs only if it is named by its own id. Left out: also with all checks, and with those of its clause. */
  onRequest: z.boolean().optional(),
  /** Why somebody who runs workloads on the cluster cares. */
  motivation: z.string(),
  /** What it makes, asks and tries, step by step. */
  does: z.array(z.string()),
  /** What it needs from the cluster, besides pods that start. */
  needs: z.array(z.string()),
  /** What to do if the answer is no. */
  remediation: z.string(),
  /** The questions that it asks one by one, and the basis of each. */
  parts: z.array(z.object({ id: z.string(), question: z.string(), basis: z.string() })).optional(),
  /** How long it may take altogether. */
  budgetSeconds: z.int().positive(),
});
export type CheckDefinition = z.infer<typeof CheckDefinition>;
