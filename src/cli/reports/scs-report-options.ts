import { InvalidArgumentError, Option } from 'commander';
import type { Look } from '../../../results-parsers/report/format.ts';
import { isTestcaseId, type TestcaseId, testcaseIds } from '../../../results-parsers/report/scs/testcases.ts';

export type ScsReportFlags = { subject?: string; testcases?: TestcaseId[]; reportInconclusive?: boolean };

/** The options of --format scs-report. */
export function scsReportOptions(): Option[] {
  return [
    new Option('--subject <name>', "the cluster's name in SCS's compliance-monitor"),
    new Option(
      '--testcases <id>',
      "testcases to report, separated by commas (default: those of SCS's scope file)",
    ).argParser(testcases),
    new Option('--report-inconclusive', 'also report ABORT, which the monitor shows much like a pass'),
  ].map((option) => option.helpGroup('For --format scs-report:'));
}

/** The options of a report for SCS; undefined without a subject. */
export function scsLook({ subject, testcases, reportInconclusive }: ScsReportFlags): Pick<Look, 'scs'> {
  if (subject === undefined) return {};
  return {
    scs: { subject, inconclusive: reportInconclusive ?? false, ...(testcases === undefined ? {} : { testcases }) },
  };
}

function testcases(text: string): TestcaseId[] {
  const asked = [...new Set(text.split(','))];
  const known = asked.filter(isTestcaseId);
  if (known.length < asked.length) throw new InvalidArgumentError(`Allowed choices are ${testcaseIds.join(', ')}.`);
  return known;
}
