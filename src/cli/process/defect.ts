import { printable, printableLines } from '../../../results-parsers/report/layout.ts';

/** What people are told of a defect; `archive`: the one it came up with, null if it is not about one. */
export function defectText(error: unknown, archive: string | null = null): string {
  const about = archive === null ? '' : `${printable(archive)}: `;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `scs-networking: ${about}this is a defect of scs-networking, please report it\n${printableLines(what)}\n`;
}
