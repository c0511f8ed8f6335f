import { jsonText } from '../../core/text/json-text.ts';
import type { Finding } from '../../documents/verdict/finding.ts';
import type { SpecVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import type { Look } from '../format.ts';
import { archiveRow } from './archive-row.ts';
import type { PackedTable } from './packed-columns.ts';

export type PackedValue = string | number | boolean | null;

/** The rows that a verdict adds to each table: the columns that they all share, and the others. */
export type PackedRows = { run: PackedValue[] } & Record<PackedTable, PackedValue[][]>;

/** The rows of a verdict in the order of the columns, as a line of JSON; a time is text, such as `2026-11-22T03:01:00Z`, and so is a day. */
export function packedRowsLine(verdict: Verdict, look: Pick<Look, 'archive'>): string {
  return jsonText(packedRows(verdict, look));
}

function packedRows(verdict: Verdict, look: Pick<Look, 'archive'>): PackedRows {
  const row = archiveRow(verdict, look);
  const { source, sha256, cluster, day, kubernetes, network, networkVersion, plugin } = row;
  return {
    run: [
      source,
      sha256,
      cluster,
      verdict.run.startedAt,
      day,
      verdict.verdict,
      kubernetes,
      network,
      networkVersion,
      plugin,
      verdict.tool.version,
    ],
    specs: verdict.specs.map(specColumns),
    clauses: verdict.clauses.map(({ id, level, outcome, findings }) => [
      id,
      level,
      outcome,
      codes(findings.filter(({ effect }) => effect !== 'advises')),
      codes(findings.filter(({ effect }) => effect === 'advises')),
    ]),
  };
}

function specColumns(spec: SpecVerdict): PackedValue[] {
  const { name, required, outcome, outcomeBeforeWaivers, waivedBy, explanation, attempts } = spec;
  const seconds = attempts.at(-1)?.seconds ?? null;
  return [
    name,
    required,
    outcome,
    outcomeBeforeWaivers,
    listed(waivedBy),
    explanation?.kind ?? null,
    attempts.length,
    seconds === null ? null : Math.round(seconds),
  ];
}

function codes(findings: readonly Finding[]): string | null {
  return listed([...new Set(findings.map(({ code }) => code))].sort());
}

/** Ids separated by commas, which ids never contain. */
function listed(ids: readonly string[]): string | null {
  return ids.length === 0 ? null : ids.join(',');
}
