import type { TestcaseId } from './testcases.ts';

/** What a report for SCS's compliance-monitor is about, beside the verdict. */
export type ScsReportOptions = {
  /** SCS's name for the cluster. */
  subject: string;
  /** The testcases that the report answers; by default those in SCS's scope file. */
  testcases?: readonly TestcaseId[];
  /** Whether to report an ABORT, too, which the monitor shows like a pass, and in place of an earlier FAIL. */
  inconclusive?: boolean;
};
