import { createHash } from 'node:crypto';
import { ScsNetworkingError } from '../../core/errors.ts';
import { yamlText } from '../../core/text/yaml-text.ts';
import { ScsReport } from '../../documents/scs-report.ts';
import type { Verdict } from '../../documents/verdict/verdict.ts';
import { printable } from '../layout.ts';
import { countedLines, scsLogLines } from './log-lines.ts';
import type { ScsReportOptions } from './report-options.ts';
import { scopeTestcases, type TestcaseId, testcaseNumbers, testcaseResult, testcasesExitCode } from './testcases.ts';

/** SCS's scope "SCS-compatible KaaS" (Tests/scs-compatible-kaas.yaml of SovereignCloudStack/standards). */
const SCOPE = {
  uuid: '1fffebe6-fd4b-44d3-a36c-fc58b4bb0180',
  name: 'SCS-compatible KaaS',
  url: 'https://raw.githubusercontent.com/SovereignCloudStack/standards/main/Tests/scs-compatible-kaas.yaml',
} as const;

/**
 * The report for compliance-monitor, about a subject as SCS knows it.
 *
 * @throws INPUT_UNREADABLE if the archive does not say when the run was: a result without a date cannot expire
 * @throws USAGE if the result of a testcase is not known, unless `inconclusive` is set
 */
export function scsReport(
  verdict: Verdict,
  { subject, testcases = scopeTestcases, inconclusive }: ScsReportOptions,
): ScsReport {
  const { endedAt } = verdict.run;
  if (endedAt === null) {
    throw new ScsNetworkingError(
      'INPUT_UNREADABLE',
      'expected an archive with the date of the run, found one without: SCS accepts no report without a date. Run the plugin again',
    );
  }
  const answered = testcases.map((id) => ({ id, result: testcaseResult(id, verdict) }));
  const aborted = answered.filter(({ result }) => result === 'ABORT').map(({ id }) => id);
  if (aborted.length > 0 && inconclusive !== true) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected a result to report, found ABORT for ${aborted.join(', ')}. The compliance-monitor shows ABORT as a tick with an asterisk, and lets it replace an earlier FAIL. ` +
        'Run the plugin again, or report the result anyway with --report-inconclusive',
    );
  }
  const stdout = answered.map(({ id, result }) => `${id}: ${result}`);
  const stderr = scsLogLines(verdict, answered).map(({ level, text }) => `${level}: ${printable(text)}`);
  const id = nameBasedUuid('invocation', verdict, subject, testcases);
  const command = `${verdict.tool.name} evaluate ${printable(verdict.archive.name)}`;
  const uuid = nameBasedUuid('run', verdict, subject, testcases);
  const results = answered.map(({ id: testcase, result }) => [testcase, testcaseNumbers[result]] as const);
  return ScsReport.parse({
    uuid,
    creator: printable(`${verdict.tool.name} ${verdict.tool.version}`),
    scope: SCOPE.uuid,
    spec: SCOPE,
    checked_at: naive(endedAt),
    reference_date: endedAt.slice(0, 10),
    subject,
    tests: Object.fromEntries(results.map(([testcase, result]) => [testcase, { result }])),
    // The monitor's page jumps to a line of this form for a testcase.
    log: [...answered.map((testcase) => `INFO: *** ${testcase.id}`), ...stderr],
    run: {
      uuid,
      argv: command.split(' '),
      assignment: {},
      sections: ['heavy'],
      forced_version: null,
      forced_tests: null,
      invocations: {
        [id]: {
          id,
          cmd: command,
          results: Object.fromEntries(results),
          rc: testcasesExitCode(answered.map(({ result }) => result)),
          stdout,
          stderr,
          ...countedLines([...stderr, ...stdout]),
        },
      },
    },
  } satisfies ScsReport);
}

/** The report's bytes, as they are to be signed and sent. Throws as scsReport does, and `USAGE` without a subject. */
export function scsReportYaml(verdict: Verdict, { scs }: { scs?: ScsReportOptions }): string {
  if (scs === undefined) {
    throw new ScsNetworkingError(
      'USAGE',
      "expected --subject, SCS's name for the cluster, with scs-report; found none",
    );
  }
  const document = yamlText(scsReport(verdict, scs), { lineWidth: -1 });
  // Python's parser reads them as times only without quotes, as in SCS's own reports.
  return `---\n${document.replace(/^(checked_at|reference_date): ['"](.+)['"]$/gm, '$1: $2')}`;
}

/** Python's `datetime.now()` printed: microseconds, no zone. */
function naive(timestamp: string): string {
  const [day, time] = new Date(timestamp).toISOString().slice(0, -1).split('T');
  return `${day} ${time}000`;
}

/** A UUID derived from what it names (version 8 of RFC 9562, from a SHA-256). */
function nameBasedUuid(
  of: string,
  { archive, verdict, tool, inputs }: Verdict,
  subject: string,
  ids: readonly TestcaseId[],
): string {
  const name = JSON.stringify([of, archive.sha256, verdict, tool.version, inputs, subject, ids]);
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
