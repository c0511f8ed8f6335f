import { ScsNetworkingError } from '../../../results-parsers/errors.ts';
import type { Look } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import type { ReportedVerdict } from '../evaluate-one.ts';

/** Where reports go, in the order of the archives. */
export type ReportSink = {
  add(verdict: ReportedVerdict): void;
  /** After the last one. */
  end(): void;
};

export type ReportFlags = { format: VerdictFormat[]; output?: string; verbose?: boolean; subject?: string };

/** Throws `USAGE` for formats that cannot be had, or not in this way. */
export function checkReportFlags({ format: formats, output, subject }: ReportFlags, archives: number): void {
  if (formats.includes('scs-report') && subject === undefined) {
    throw usage('expected --subject with the format scs-report, found none: it is what SCS calls the cluster');
  }
  if (output !== undefined) return;
  const [format, ...others] = formats;
  if (format === undefined || others.length > 0) {
    throw usage(`expected one format, found ${formats.join(', ')}; several need --output DIR`);
  }
  if (archives > 1 && verdictFormats[format].separator === null) {
    throw usage(`expected one archive for the format ${format}, found ${archives}; several need --output DIR`);
  }
}

/** Where the reports go, and how they are to look there. Throws `USAGE` where they cannot go there. */
export async function reportSink(
  flags: ReportFlags,
  archives: readonly string[],
): Promise<{ look: Look; sink: ReportSink }> {
  checkReportFlags(flags, archives.length);
  const { format: formats, output, verbose = false, subject } = flags;
  const asked = { verbose, ...(subject === undefined ? {} : { subject }) };
  if (output !== undefined) {
    const { WrittenReports } = await import('./written-reports.ts');
    return { look: { colour: false, ...asked }, sink: new WrittenReports(output, formats, archives.length) };
  }
  const separators = formats.map((format) => verdictFormats[format].separator ?? '');
  const colour = process.stdout.isTTY && process.stdout.hasColors();
  return { look: { colour, ...asked }, sink: printed(separators[0] ?? '') };
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}

function printed(separator: string): ReportSink {
  let before = '';
  return {
    add: ({ reports }) => {
      process.stdout.write(before + reports.join(''));
      before = separator;
    },
    end: () => {},
  };
}
