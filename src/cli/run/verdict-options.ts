import { Option } from 'commander';
import { verdictFormats } from '../../../results-parsers/report/formats.ts';
import { type LeniencyFlags, leniencyOptions } from '../options/leniency-flags.ts';
import { formatOption } from '../reports/format-option.ts';
import type { ReportFlags } from '../reports/reporting.ts';
import { scsReportOptions } from '../reports/scs-report-options.ts';

/** The options of `verdictOptions`, as commander hands them over. */
export type VerdictFlags = LeniencyFlags & ReportFlags & { keep?: boolean };

/** What to do with a run that ends: with its archive, its verdict, and its objects in the cluster. */
export function verdictOptions(): Option[] {
  return [
    formatOption(verdictFormats, 'the verdict'),
    new Option(
      '-o, --output <directory>',
      'where to write the archive (default: here), and the verdict in each format of --format a,b',
    ),
    new Option('--verbose', 'also list all specs, evidence and inputs (format text)'),
    new Option('--keep', 'leave the run in the cluster after it has ended'),
    ...scsReportOptions(),
    ...leniencyOptions(),
  ];
}
