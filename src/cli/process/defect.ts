import { printable, printableLines } from '../../../results-parsers/report/layout.ts';

/** The message about a defect; `archive`: the archive that caused it, null if there is none. */
export function defectText(error: unknown, archive: string | null = null): string {
  const about = archive === null ? '' : `${printable(archive)}: `;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `scs-networking: ${about}this is a defect of scs-networking, please report it\n${printableLines(what)}\n`;
}
