import * as z from 'zod';
import { Answer } from '../../../../results-parsers/documents/checks/check-verdict.ts';
import { Labels, NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Seconds = z.number().nonnegative();

/** Fields of every part of a row: how the results came about. */
const Seen = {
  /** The engine's own version, from its pins. */
  engine: z.string(),
  /** The version that the API server reports. */
  kubernetes: z.string(),
  /** How often the objects that were served to the engine came to differ from the true ones; null: it was not lied to, but bypassed. */
  lies: z.int().nonnegative().nullable(),
  seconds: Seconds,
};

/** The check network-policy-beyond-upstream. */
export const SeenByScenarios = z.strictObject({
  ...Seen,
  nodes: z.int().positive(),
  /** Ids of scenarios, here and below by their answers. */
  failed: z.array(z.string()),
  /** Scenarios about changes whose first step, before the change, was not as the API specifies. They fail, too. */
  failedBefore: z.array(z.string()),
  passed: z.int().nonnegative(),
  undecided: z.array(z.string()),
  /** Scenarios that were not run because the engine would not be lied to during them, or because they do not apply to the cluster. */
  withoutOccasion: z.array(z.string()),
  /** The scenarios that were run; left out in rows that are older than the newest scenarios. */
  run: z.array(z.string()).optional(),
  /** The digest of the check's observations in JSON. */
  observations: Sha256,
});
export type SeenByScenarios = z.infer<typeof SeenByScenarios>;

/** The policies and labels of a state after shrinking. */
const Smallest = z.strictObject({
  specs: z.array(NetworkPolicy.shape.spec),
  labels: z.record(z.string(), Labels),
});

/** The check network-policy-sampled. */
export const SeenBySamples = z.strictObject({
  ...Seen,
  answer: Answer,
  seed: z.int().nonnegative(),
  /** The number of states that were drawn; the last one is that in which the defect was found. */
  states: z.int().nonnegative(),
  /** From the start of the check to the first wrong connection; null: there was none. */
  secondsUntilFound: Seconds.nullable(),
  /** The states of the example, one after another; empty: no example that can be applied shows the defect. */
  smallest: z.array(Smallest),
  observations: Sha256,
});
export type SeenBySamples = z.infer<typeof SeenBySamples>;

/** Upstream's specs, by their names without prefix and suffix. */
export const SeenByUpstream = z.strictObject({
  ...Seen,
  failed: z.array(z.string()),
  passed: z.array(z.string()),
  /** How many defects the engine had at once; more than one only if not one of them was expected to show. */
  together: z.int().positive(),
  /** The digest of the suite's reports in JUnit, one after another. */
  reports: Sha256,
});
export type SeenByUpstream = z.infer<typeof SeenByUpstream>;

/** The results for an engine with a defect on a real cluster. */
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
  /** Ids of failed scenarios, with the texts of their answers. */
  failed: z.record(z.string(), z.string()),
  undecided: z.record(z.string(), z.string()),
  /** The digest of the check's observations in JSON. */
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

/** The table with new results for a defect, which replace earlier results of the same parts. */
export function withSeen({ rows, ...table }: DefectTable, seen: DefectRow): DefectTable {
  const before = rows.find(({ defect }) => defect === seen.defect);
  const others = rows.filter((row) => row !== before);
  const row = { ...before, ...seen };
  return { ...table, rows: [...others, row].sort((a, b) => (a.defect < b.defect ? -1 : 1)) };
}
