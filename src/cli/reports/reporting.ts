import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { Look, TableParts } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import { print } from '../../terminal.ts';
import { lookOn } from '../process/look-on.ts';
import { isInStore } from '../store/location.ts';
import type { ReportSink } from './report-sink.ts';
import { type ScsReportFlags, scsLook } from './scs-report-options.ts';
import { tableLook, tablesOf, unjudged } from './table-parts.ts';

export type ReportFlags = ScsReportFlags & { format: VerdictFormat[]; output?: string; verbose?: boolean };

/** Throws `USAGE` for formats that are not available, or not in this way. */
export function checkReportFlags({ format: formats, output, subject }: ReportFlags, archives: number): void {
  if (formats.includes('scs-report') && subject === undefined) {
    throw usage("expected --subject with the format scs-report, found none: it is SCS's name for the cluster");
  }
  if (output !== undefined) return;
  const [format, ...others] = formats;
  if (format === undefined || others.length > 0) {
    throw usage(`expected one format, found ${formats.join(', ')}; several need --output DIR`);
  }
  if (verdictFormats[format].packed !== undefined) {
    throw usage(`expected --output DIR with the format ${format}, found none: what it writes is not text`);
  }
  if (archives > 1 && verdictFormats[format].separator === null) {
    throw usage(`expected one archive for the format ${format}, found ${archives}; several need --output DIR`);
  }
}

/** `printed`: how the text looks that is printed beside the files, if it is. */
type Reporting = { look: Look; printed: Look | null; sink: ReportSink };

/** Where the reports go, and how they should look there. Throws `USAGE` if they cannot go there. */
export async function reportSink(flags: ReportFlags, archives: readonly string[]): Promise<Reporting> {
  checkReportFlags(flags, archives.length);
  const { format: formats, output, verbose = false } = flags;
  const tables = await tablesOf(formats);
  const asked = { verbose, ...scsLook(flags), ...(await tableLook(tables, archives)) };
  const onTerminal = { ...lookOn(process.stdout, process.env), ...asked };
  if (output !== undefined) {
    const { WrittenReports } = await import('./written-reports.ts');
    const stored = isInStore(output) ? new (await import('../store/stored-output.ts')).StoredOutput(output) : null;
    const { packersOf } = await import('./packers.ts');
    const packers = await packersOf(formats);
    // For one archive people want to see the text now; for several, a line each is more useful.
    const printed = archives.length === 1 ? onTerminal : null;
    return {
      look: { colour: false, ...asked },
      printed,
      sink: new WrittenReports(output, formats, archives, { tables, look: asked, packers, stored }),
    };
  }
  // It is one.
  const [format = 'text'] = formats;
  return { look: onTerminal, printed: null, sink: printing(format, tables.get(format), onTerminal) };
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}

function printing(format: VerdictFormat, table: TableParts | undefined, look: Look): ReportSink {
  const separator = verdictFormats[format].separator ?? '';
  if (table !== undefined) print(table.head(look));
  let before = '';
  return {
    add: ({ reports }) => {
      for (const report of reports) {
        if (!('bytes' in report)) continue;
        print(before + new TextDecoder().decode(report.bytes));
        before = separator;
      }
    },
    addUnjudged: (archive) => {
      if (table !== undefined) print(table.unjudged(unjudged(archive), look));
    },
    end: async () => {},
  };
}
