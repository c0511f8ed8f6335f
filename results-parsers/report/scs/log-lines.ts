import { counted } from '../../core/counted.ts';
import type { Effect } from '../../documents/verdict/finding.ts';
import type { ClauseVerdict, Verdict } from '../../documents/verdict/verdict.ts';
import { decidesVerdict } from '../../standard/levels.ts';
import { type CauseGroup, causeGroups } from '../cause-groups.ts';
import { shownWaivers } from '../shown-waivers.ts';
import { verdictPhrase } from '../verdict-facts.ts';
import { type TestcaseId, type TestcaseResult, testcases } from './testcases.ts';

/** How scs-compliance-check counts a line: by what it begins with. */
const levels = ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type ScsLevel = (typeof levels)[number];
export type ScsLogLine = { level: ScsLevel; text: string };

/** A testcase that was asked for, and its result. */
export type AnsweredTestcase = { id: TestcaseId; result: TestcaseResult };

/**
 * The verdict as lines of a log, for readers of SCS's reports: what the command `scs` writes on standard error, and what a report for SCS
 * carries. The only place where findings become levels.
 *
 * scs-compliance-check ends with an error if there is a line with CRITICAL or ERROR or a testcase with FAIL, and takes no notice of ABORT
 * by itself. So every ABORT has a line with CRITICAL, every FAIL one with ERROR, and a testcase that passes has neither. Lines with ERROR
 * and WARNING are public at the compliance-monitor, the others are not: these two say what counts against the cluster, and no more of the
 * archive than the verdict does.
 */
export function scsLogLines(verdict: Verdict, answered: readonly AnsweredTestcase[]): ScsLogLine[] {
  const asked = verdict.clauses.filter(({ id }) => answered.some((testcase) => testcases[testcase.id] === id));
  const isAboutSpecs = asked.some(({ level }) => decidesVerdict(level));
  return [
    ...subjectLines(verdict),
    ...answered.flatMap((testcase) => answerLines(testcase, asked)),
    ...asked.flatMap((clause) => clauseLines(clause, answered)),
    ...(isAboutSpecs ? [...failedSpecLines(verdict), ...waiverLines(verdict)] : []),
  ];
}

/** How many lines scs-compliance-check would count as each kind: it looks at how they begin, in upper or lower case. */
export function countedLines(lines: readonly string[]): Record<Lowercase<ScsLevel>, number> {
  const beginning = (level: string): number =>
    lines.filter((each) => each.toLowerCase().startsWith(level.toLowerCase())).length;
  return {
    info: beginning('INFO'),
    warning: beginning('WARNING'),
    error: beginning('ERROR'),
    critical: beginning('CRITICAL'),
  };
}

function subjectLines(verdict: Verdict): ScsLogLine[] {
  const { subject, archive, tool, summary } = verdict;
  const { required, passed, flaky, failed, waived, skipped, missing, timedOut, interrupted } = summary;
  const others = { flaky, failed, waived, skipped, missing, 'timed out': timedOut, interrupted };
  const counts = Object.entries({ passed, ...others }).flatMap(([outcome, count]) =>
    count > 0 || outcome === 'passed' ? [`${count} ${outcome}`] : [],
  );
  return [
    info(`${tool.name} ${tool.version}, standard ${verdict.standard.id}: ${verdictPhrase(verdict)}`),
    info(`Kubernetes ${subject.serverVersion ?? 'of an unknown version'}, archive sha256:${archive.sha256}`),
    info(`${counted(required, 'required spec')}: ${counts.join(', ')}`),
  ];
}

function info(text: string): ScsLogLine {
  return { level: 'INFO', text };
}

/** The level of a testcase's result, with the reason if it is not a PASS. */
const resultLevels = { PASS: 'INFO', FAIL: 'ERROR', ABORT: 'CRITICAL' } as const satisfies Record<
  TestcaseResult,
  ScsLevel
>;

function answerLines({ id, result }: AnsweredTestcase, asked: readonly ClauseVerdict[]): ScsLogLine[] {
  const clause = asked.find((each) => each.id === testcases[id]);
  if (clause === undefined) {
    return [{ level: resultLevels[result], text: `${id}: ${result}: the verdict has no clause for this testcase` }];
  }
  const [reason] = causeGroups(clause.findings).sort((a, b) => rank(a, result) - rank(b, result));
  const isUnused = result === 'PASS' && clause.outcome === 'not-satisfied';
  const why = result === 'PASS' && !isUnused ? undefined : reason?.cause.text;
  const about = `${id}: ${result}, ${clause.level} ${clause.id}: ${clause.outcome}`;
  return [{ level: resultLevels[result], text: why === undefined ? about : `${about}: ${why}` }];
}

/** The deciding lines come first. */
function rank({ effect }: CauseGroup, result: TestcaseResult): number {
  const order: readonly Effect[] =
    result === 'FAIL' ? ['fails', 'advises', 'undetermines', 'voids'] : ['voids', 'undetermines', 'fails', 'advises'];
  return order.indexOf(effect);
}

function clauseLines({ id, findings }: ClauseVerdict, answered: readonly AnsweredTestcase[]): ScsLogLine[] {
  const hasPassed = answered.every((testcase) => testcases[testcase.id] !== id || testcase.result === 'PASS');
  return causeGroups(findings).flatMap(({ cause, consequences, effect }) => {
    const { code, text, remedy } = cause;
    // The line of the waiver says it, too.
    if (code === 'waiver-unused' && consequences.length === 0) return [];
    return [
      // Lines that changed nothing, or follow from something else, are only for those who look for them.
      {
        level: hasPassed || effect === 'advises' ? 'INFO' : 'WARNING',
        text: `${id}: ${code}: ${text} ${remedy}`,
      } as const,
      ...consequences.map((finding) => info(`${id}: ${finding.code}, which follows from ${code}: ${finding.text}`)),
    ];
  });
}

function failedSpecLines({ specs }: Verdict): ScsLogLine[] {
  return specs.flatMap(({ name, required, outcome }) =>
    outcome === 'failed' ? [{ level: required ? 'ERROR' : 'WARNING', text: `FAILED: ${name}` } as const] : [],
  );
}

/** What an exception exempts is public; one that exempts nothing is not. */
function waiverLines(verdict: Verdict): ScsLogLine[] {
  const { specs } = verdict;
  return [
    ...shownWaivers(verdict).map(({ id, status, reason, why }) =>
      info(`waiver ${id}: ${status}: ${why}; reason: ${reason}`),
    ),
    ...specs.flatMap(({ name, outcome, waivedBy }) =>
      outcome === 'waived' ? [{ level: 'WARNING', text: `WAIVED: ${name}, by ${waivedBy.join(', ')}` } as const] : [],
    ),
  ];
}
