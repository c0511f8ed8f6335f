import type { Look, TableParts, Unjudged } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { UnjudgedArchive } from '../evaluate/evaluate-one.ts';

/** The formats that are tables, with what they need besides the lines of verdicts. */
export type Tables = ReadonlyMap<VerdictFormat, TableParts>;

export async function tablesOf(formats: readonly VerdictFormat[]): Promise<Tables> {
  const tables = new Map<VerdictFormat, TableParts>();
  for (const format of formats) {
    const parts = await verdictFormats[format].loadTable?.();
    if (parts !== undefined) tables.set(format, parts);
  }
  return tables;
}

/** How tables look whose lines are about these archives. */
export async function tableLook(tables: Tables, archives: readonly string[]): Promise<Pick<Look, 'sourceWidth'>> {
  if (tables.size === 0) return {};
  const { sourceWidth } = await import('../../../results-parsers/report/rows/table.ts');
  return { sourceWidth: sourceWidth(archives) };
}

/** The first line of the message on standard error, without what other columns of the table say. */
export function unjudged({ archive, ending, complaint }: UnjudgedArchive): Unjudged {
  const [line = ''] = complaint.split('\n');
  return { archive, ending, reason: line.replace(/^scs-networking: /, '').replace(`${archive}: `, '') };
}
