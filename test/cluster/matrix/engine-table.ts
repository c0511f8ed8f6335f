import { z } from 'zod';
import { CniName } from '../../../results-parsers/subject/cni/cni-table.ts';
import { SpecOutcome } from '../../../results-parsers/verdict/spec-outcome.ts';
import { VerdictWord } from '../../../results-parsers/verdict/verdict.ts';

/** One run of the plugin on one engine, with its options, and one Kubernetes version. */
export const EngineRow = z.strictObject({
  engine: z.string(),
  /** What was set otherwise than by default, such as `policy-cidr-match-mode=pods`. */
  options: z.array(z.string()),
  /** As the API server reports it. */
  kubernetes: z.string(),
  verdict: z.strictObject({ withDefaultWaivers: VerdictWord, strict: VerdictWord }),
  /** From `sonobuoy run` to the archive, and of the specs alone. */
  seconds: z.strictObject({ run: z.int().positive(), specs: z.int().nonnegative() }),
  /** What the archive tells of the network plugin; null: not known. */
  cni: CniName.nullable(),
  /** Outcomes before waivers, by the specs' full names. */
  specs: z.record(z.string(), SpecOutcome),
  archive: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().positive() }),
});
export type EngineRow = z.infer<typeof EngineRow>;

/** What real engines do with the specs, as `npm run test:cluster -- --matrix engines` found it. */
export const EngineTable = z.strictObject({
  apiVersion: z.literal('scs-networking/v1'),
  kind: z.literal('EngineTable'),
  rows: z.array(EngineRow),
});
export type EngineTable = z.infer<typeof EngineTable>;

const keyOf = ({ engine, options, kubernetes }: EngineRow): string => [engine, ...options, kubernetes].join(' ');

/** The table with a row added, or put in the place of the one for the same engine, options and minor version. */
export function withRow(table: EngineTable, row: EngineRow): EngineTable {
  const minor = (version: string): string => version.split('.').slice(0, 2).join('.');
  const slot = (each: EngineRow): string => keyOf({ ...each, kubernetes: minor(each.kubernetes) });
  const others = table.rows.filter((each) => slot(each) !== slot(row));
  return { ...table, rows: [...others, row].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}
