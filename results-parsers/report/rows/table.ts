import type { Verdict } from '../../documents/verdict/verdict.ts';
import type { Look, Unjudged } from '../format.ts';
import { printable } from '../layout.ts';
import { type ArchiveRow, archiveRow, otherSpecs, unjudgedRow } from './archive-row.ts';

type TableLook = Pick<Look, 'archive' | 'sourceWidth'>;

/** As wide as the longest usual value, because lines are printed before the next ones are known. */
type Column = { title: string; width: number; isNumber?: true; value: (row: ArchiveRow) => string | number | null };

/** Characters of a UID that tell clusters apart. */
const SHORT_UID = 8;

const columns: readonly Column[] = [
  { title: 'CLUSTER', width: SHORT_UID, value: ({ cluster }) => cluster?.slice(0, SHORT_UID) ?? null },
  { title: 'VERDICT', width: 13, value: ({ verdict }) => verdict },
  { title: 'KUBERNETES', width: 10, value: ({ kubernetes }) => kubernetes },
  { title: 'NETWORK', width: 11, value: ({ network }) => network },
  { title: 'PLUGIN', width: 14, value: ({ plugin }) => plugin },
  { title: 'PASSED', width: 6, isNumber: true, value: ({ summary }) => summary?.passed ?? null },
  { title: 'FAILED', width: 6, isNumber: true, value: ({ summary }) => summary?.failed ?? null },
  { title: 'WAIVED', width: 6, isNumber: true, value: ({ summary }) => summary?.waived ?? null },
  {
    title: 'OTHERS',
    width: 6,
    isNumber: true,
    value: ({ summary }) => (summary === null ? null : otherSpecs(summary)),
  },
  { title: 'DAY', width: 10, value: ({ day }) => day },
];

const SOURCE = 'SOURCE';

export function tableHead(look: TableLook): string {
  return laidOut(SOURCE, look, ({ title }) => title);
}

export function tableLine(verdict: Verdict, look: TableLook): string {
  return rowLine(archiveRow(verdict, look), look);
}

export function unjudgedTableLine(unjudged: Unjudged, look: TableLook): string {
  return rowLine(unjudgedRow(unjudged), look);
}

/** Columns that a table needs for the sources of its lines. */
export function sourceWidth(sources: readonly string[]): number {
  return sources.reduce((width, source) => Math.max(width, printable(source).length), SOURCE.length);
}

function rowLine(row: ArchiveRow, look: TableLook): string {
  return laidOut(printable(row.source), look, ({ value }) => printable(String(value(row) ?? '-')));
}

function laidOut(source: string, { sourceWidth: width = 0 }: TableLook, cell: (column: Column) => string): string {
  const cells = columns.map((column) => {
    const text = cell(column);
    return column.isNumber ? text.padStart(column.width) : text.padEnd(column.width);
  });
  return `${[source.padEnd(Math.max(width, SOURCE.length)), ...cells].join('  ').trimEnd()}\n`;
}
