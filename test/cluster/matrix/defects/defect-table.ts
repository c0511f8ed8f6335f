import * as z from 'zod';
import { Answer } from '../../../../results-parsers/documents/checks/check-verdict.ts';
import { Labels, NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Seconds = z.number().nonnegative();

/** What all of a row's parts say of how they were seen. */
const Seen = {
  /** The engine's own version, of its pins. */
  engine: z.string(),
  /** As the API server reports it. */
  kubernetes: z.string(),
  /** How often what the engine was told became another thing than the truth; null: it was not lied to, but bypassed. */
  lies: z.int().nonnegative().nullable(),
  seconds: Seconds,
};

/** The check network-policy-beyond-upstream. */
export const SeenByScenarios = z.strictObject({
  ...Seen,
  nodes: z.int().positive(),
  /** Scenarios by their answers. */
  failed: z.array(z.string()),
  /** Those of changes whose first step, which is not what they ask, was not as the API says: that fails as well. */
  failedBefore: z.array(z.string()),
  passed: z.int().nonnegative(),
  undecided: z.array(z.string()),
  /** Those that were not carried out, as the engine would be told nothing but the truth while they are, or that do not apply to the cluster. */
  withoutOccasion: z.array(z.string()),
  /** Of the check's observations, in JSON. */
  observations: Sha256,
});
export type SeenByScenarios = z.infer<typeof SeenByScenarios>;

/** Policies and labels that are left. */
const Smallest = z.strictObject({
  specs: z.array(NetworkPolicy.shape.spec),
  labels: z.record(z.string(), Labels),
});

/** The check network-policy-sampled. */
export const SeenBySamples = z.strictObject({
  ...Seen,
  answer: Answer,
  seed: z.int().nonnegative(),
  /** How many states were drawn, the one in which it was found being the last. */
  states: z.int().nonnegative(),
  /** From the start of the check to the first connection that was wrong; null: there was none. */
  secondsUntilFound: Seconds.nullable(),
  /** One state after another; empty: nothing that can be applied shows it. */
  smallest: z.array(Smallest),
  observations: Sha256,
});
export type SeenBySamples = z.infer<typeof SeenBySamples>;

/** Upstream's specs, by their names without prefix and suffix. */
export const SeenByUpstream = z.strictObject({
  ...Seen,
  failed: z.array(z.string()),
  passed: z.array(z.string()),
  /** How many defects the engine had at once; more than one only where not one of them was to show. */
  together: z.int().positive(),
  /** Of the suite's reports, in JUnit, one after another. */
  reports: Sha256,
});
export type SeenByUpstream = z.infer<typeof SeenByUpstream>;

/** The results of an engine with a defect on a real cluster. */
export const DefectRow = z.strictObject({
  defect: z.string(),
  scenarios: SeenByScenarios.optional(),
  samples: SeenBySamples.optional(),
  upstream: SeenByUpstream.optional(),
});
export type DefectRow = z.infer<typeof DefectRow>;
export type DefectPart = Exclude<keyof DefectRow, 'defect'>;

/** A run of the check network-policy-beyond-upstream on an engine without a defect of ours. */
export const SoundRun = z.strictObject({
  name: z.string(),
  engine: z.string(),
  kubernetes: z.string(),
  nodes: z.int().positive(),
  seconds: Seconds,
  passed: z.int().nonnegative(),
  /** Scenarios, and what the check says of them. */
  failed: z.record(z.string(), z.string()),
  undecided: z.record(z.string(), z.string()),
  /** Of the check's observations, in JSON. */
  observations: Sha256,
});
export type SoundRun = z.infer<typeof SoundRun>;

export const DefectTable = z.strictObject({
  apiVersion: z.literal('scs-networking/v1'),
  kind: z.literal('DefectTable'),
  rows: z.array(DefectRow),
  sound: z.array(SoundRun),
});
export type DefectTable = z.infer<typeof DefectTable>;

/** The table with what was seen of a defect, in place of what was seen of the same before. */
export function withSeen({ rows, ...table }: DefectTable, seen: DefectRow): DefectTable {
  const before = rows.find(({ defect }) => defect === seen.defect);
  const others = rows.filter((row) => row !== before);
  const row = { ...before, ...seen };
  return { ...table, rows: [...others, row].sort((a, b) => (a.defect < b.defect ? -1 : 1)) };
}
