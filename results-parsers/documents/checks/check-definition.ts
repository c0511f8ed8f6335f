import * as z from 'zod';
import { ClauseId, Level } from '../../standard/clauses.ts';

/** Name of a check; its observations are in `checks/<id>.json` among the run's evidence. */
const CheckId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** A clause's own level, or `advisory`: it asks for more than the clause is judged by, and changes the clause's outcome only on request. */
const CheckLevel = z.enum([...Level.options, 'advisory']);

/** What identifies a check, in its definition, its observations and the verdict alike. */
export const CheckIdentity = z.object({
  id: CheckId,
  clause: ClauseId,
  level: CheckLevel,
  /** One that yes or no answers, yes being what the clause wants. */
  question: z.string(),
});
export type CheckIdentity = z.infer<typeof CheckIdentity>;

/** When a check runs: what the cluster does by default must be known before upstream's specs, which it can distort. */
export const CheckPhase = z.enum(['before-specs', 'after-specs']);
export type CheckPhase = z.infer<typeof CheckPhase>;

/** What there is to say of a check apart from any run. All texts are whole sentences. */
export const CheckDefinition = z.object({
  ...CheckIdentity.shape,
  phase: CheckPhase,
  /** True: it runs only where it is named by its own id. Left out: also with all checks, and with those of its clause. */
  onRequest: z.boolean().optional(),
  /** Why somebody who runs workloads on the cluster cares. */
  motivation: z.string(),
  /** Step by step what it makes, asks and tries. */
  does: z.array(z.string()),
  /** What it needs of the cluster, besides pods that start. */
  needs: z.array(z.string()),
  /** What to do where the answer is no. */
  remediation: z.string(),
  /** The questions that it asks one by one, and what each rests on. */
  parts: z.array(z.object({ id: z.string(), question: z.string(), basis: z.string() })).optional(),
  /** How long it may take altogether. */
  budgetSeconds: z.int().positive(),
});
export type CheckDefinition = z.infer<typeof CheckDefinition>;
