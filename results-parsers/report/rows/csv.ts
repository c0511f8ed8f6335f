import type { Verdict } from '../../documents/verdict/verdict.ts';
import type { Look, Unjudged } from '../format.ts';
import { printable } from '../layout.ts';
import { type ArchiveRow, archiveRow, unjudgedRow } from './archive-row.ts';

type Value = string | number | null | undefined;

/** In the order of the columns. */
const columns: Readonly<Record<string, (row: ArchiveRow) => Value>> = {
  source: ({ source }) => source,
  sha256: ({ sha256 }) => sha256,
  cluster: ({ cluster }) => cluster,
  verdict: ({ verdict }) => verdict,
  kubernetes: ({ kubernetes }) => kubernetes,
  network_plugin: ({ network }) => network,
  network_plugin_version: ({ networkVersion }) => networkVersion,
  plugin: ({ plugin }) => plugin,
  required: ({ summary }) => summary?.required,
  passed: ({ summary }) => summary?.passed,
  flaky: ({ summary }) => summary?.flaky,
  failed: ({ summary }) => summary?.failed,
  waived: ({ summary }) => summary?.waived,
  skipped: ({ summary }) => summary?.skipped,
  missing: ({ summary }) => summary?.missing,
  timed_out: ({ summary }) => summary?.timedOut,
  interrupted: ({ summary }) => summary?.interrupted,
  day: ({ day }) => day,
  summary: ({ reason }) => reason,
};

export function csvHead(): string {
  return `${Object.keys(columns).join(',')}\n`;
}

/** A line of CSV (RFC 4180), except that it ends with a newline alone. */
export function csvLine(verdict: Verdict, look: Pick<Look, 'archive'>): string {
  return line(archiveRow(verdict, look));
}

export function unjudgedCsvLine(unjudged: Unjudged): string {
  return line(unjudgedRow(unjudged));
}

function line(row: ArchiveRow): string {
  return `${Object.values(columns)
    .map((value) => field(value(row)))
    .join(',')}\n`;
}

/** Unknown values are empty. */
function field(value: Value): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? String(value) : harmless(printable(value));
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would evaluate a text that begins like a formula, and names come from archives. An apostrophe marks it as text. */
function harmless(text: string): string {
  return /^[=+@]|^-./.test(text) ? `'${text}` : text;
}
