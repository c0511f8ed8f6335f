import * as z from 'zod';
import { CniName } from '../../../results-parsers/cluster/cni/cni-table.ts';
import { Answer } from '../../../results-parsers/documents/checks/check-verdict.ts';
import { SpecOutcome } from '../../../results-parsers/documents/verdict/spec-outcome.ts';
import { VerdictWord } from '../../../results-parsers/documents/verdict/verdict.ts';
import { parseKubernetesVersion } from '../../../results-parsers/standard/kubernetes-version.ts';

const subject = {
  engine: z.string(),
  /** The engine's own version, from its pins; null: there is no engine. */
  release: z.string().nullable(),
  /** What was set differently from the default, such as `policy-cidr-match-mode=pods`. */
  options: z.array(z.string()),
  /** The version that the API server reports. */
  kubernetes: z.string(),
};

/** One run of the plugin on one engine, with its options, and one Kubernetes version. */
export const EngineRow = z.strictObject({
  ...subject,
  verdict: z.strictObject({ withDefaultWaivers: VerdictWord, strict: VerdictWord }),
  /** `run` is from `sonobuoy run` to the archive, `specs` the time of the specs alone. */
  seconds: z.strictObject({ run: z.int().positive(), specs: z.int().nonnegative() }),
  /** The network plugin that the archive shows; null: not known. */
  cni: CniName.nullable(),
  /** Outcomes before waivers, by the specs' full names. */
  specs: z.record(z.string(), SpecOutcome),
  /** Answers of our own checks, by their ids. */
  checks: z.record(z.string(), Answer),
  archive: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().positive() }),
});
export type EngineRow = z.infer<typeof EngineRow>;

/** Runs in a row on one cluster. */
export const EngineSeries = z.strictObject({
  ...subject,
  /** Verdicts with the default waivers, in the order of the runs. */
  verdicts: z.array(VerdictWord),
  /** Specs that had different outcomes, or were flaky within a run: the number of runs with each outcome. */
  unsteady: z.record(z.string(), z.partialRecord(SpecOutcome, z.int().positive())),
});
export type EngineSeries = z.infer<typeof EngineSeries>;

/** A row that has not been run yet. */
export const PendingRow = z.strictObject({
  /** The name that `describeEngine` gives. */
  configuration: z.string(),
  minor: z.string(),
  /** The reason that the page gives. */
  reason: z.string().regex(/^[A-Z].*\.$/),
});
export type PendingRow = z.infer<typeof PendingRow>;

/** The results of the specs on real engines, by `npm run test:cluster -- --matrix engines`. */
export const EngineTable = z.strictObject({
  apiVersion: z.literal('scs-networking/v1'),
  kind: z.literal('EngineTable'),
  rows: z.array(EngineRow),
  /** Missing rows, each with a reason: every configuration on every version with pins is in one of the two lists. */
  pending: z.array(PendingRow),
  series: z.array(EngineSeries),
});
export type EngineTable = z.infer<typeof EngineTable>;

type Subject = Pick<EngineRow, 'engine' | 'options' | 'kubernetes'>;

const orderOf = (subject: Subject): string => [minorOf(subject), subject.engine, ...subject.options].join(' ');

/** Such as `1.36` of v1.36.3. */
export function minorOf({ kubernetes }: Pick<Subject, 'kubernetes'>): string {
  return parseKubernetesVersion(kubernetes)?.minor ?? kubernetes;
}

/** The missing rows without one that now exists. */
export function withoutPending(pending: readonly PendingRow[], row: Subject): PendingRow[] {
  const name = configurationOf(row);
  return pending.filter(({ configuration, minor }) => configuration !== name || minor !== minorOf(row));
}

/** The name of a row's configuration, such as `cilium policy-cidr-match-mode=pods`. */
export function configurationOf({ engine, options }: Pick<Subject, 'engine' | 'options'>): string {
  return [engine, ...options].join(' ');
}

/** The list with an entry added, which replaces one for the same engine, options and minor version. */
export function withEntry<T extends Subject>(entries: readonly T[], entry: T): T[] {
  const others = entries.filter((each) => orderOf(each) !== orderOf(entry));
  return [...others, entry].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}
