import { counted } from '../../core/counted.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { AttemptEvidence } from '../../evidence/evidence.ts';
import { positionsOf, type SpecReport, type SpecResult } from '../spec-results.ts';
import type { JudgedRun, Rule } from './rule.ts';

/** JUnit shows only the last try of a spec, so a suite that may retry hides flakes. */
export const retriesAreReported: Rule = (run) =>
  run.evidence.attempts.flatMap((attempt) =>
    suitesWithRetries(attempt).flatMap(({ path, tries }) =>
      finding(run.strictFlakes ? 'retries-hide-flakes' : 'retries-allowed', {
        text: `The suite was allowed to run each spec up to ${tries} times, and its JUnit does not say which specs needed it, so there may have been flakes. ${whatOutputShows(attempt)}`,
        remedy: 'Run the suite without --flake-attempts.',
        evidence: [path, ...attempt.retries.map(({ path: own }) => own)].map((file) => ({ path: file, line: null })),
      }),
    ),
  );

function suitesWithRetries({ junit }: AttemptEvidence): { path: string; tries: number }[] {
  return junit.flatMap(({ path, reading }) =>
    reading.suites.flatMap(({ properties }) => {
      const tries = Number(properties.get('FlakeAttempts') ?? 0);
      return tries > 1 ? [{ path, tries }] : [];
    }),
  );
}

function whatOutputShows({ retries }: AttemptEvidence): string {
  const named = retries.reduce((sum, { value }) => sum + value.failedTries.size, 0);
  if (named > 0) return `Its output names ${counted(named, 'NetworkPolicy spec')} that needed it.`;
  if (retries.length === 0) return 'Its output, which would show this, is missing.';
  const others = retries.reduce((sum, { value }) => sum + value.named, 0);
  const beside = others === 0 ? '' : `, but ${counted(others, 'spec')} of other areas`;
  const end = isComplete(retries) ? '' : `${beside === '' ? ', but' : ', and'} the output lacks its end`;
  return `Its output names no NetworkPolicy spec that needed it${beside}${end}.`;
}

/** Ginkgo ends its output with counts, which a run that was cut off lacks. */
function isComplete(retries: AttemptEvidence['retries']): boolean {
  return retries.some(({ value }) => value.summarized !== null);
}

/** Signs of retries that do not show which spec was retried. */
export const suspectedRetriesAreReported: Rule = (run) =>
  run.evidence.attempts.flatMap((attempt) => [...unnamedRetries(attempt), ...longSpecs(attempt, run)]);

/** The suite counts more specs that needed several tries than its output names. */
function unnamedRetries({ retries }: AttemptEvidence): Finding[] {
  return retries.flatMap(({ value: { named, summarized }, path }) => {
    const all = summarized ?? 0;
    if (all <= named) return [];
    return finding('retries-suspected', {
      text: `${path} counts ${counted(all, 'spec')} that passed only after a failed try, but ${all === 1 ? 'does not name it' : `names ${named === 0 ? 'not one' : `only ${named}`} of them`}.`,
      remedy: 'Run the suite without --flake-attempts.',
      evidence: [{ path, line: null }],
    });
  });
}

/**
 * A try that fails by its reachability matrix takes half a minute and more, for every probe that is wrong is repeated, twice. On slow
 * clusters specs that passed at once took up to 80 seconds, though not that much longer than the others of their run.
 */
const SUSPICIOUS_SECONDS = 60;
const SUSPICIOUS_FACTOR = 3;

/** If retries were allowed and no complete output shows them, a spec's duration may. */
function longSpecs(attempt: AttemptEvidence, { specs }: JudgedRun): Finding[] {
  if (suitesWithRetries(attempt).length === 0 || isComplete(attempt.retries)) return [];
  const passed = specs.flatMap((spec) => {
    const seconds = passedIn(spec, attempt)?.seconds;
    return seconds == null ? [] : [{ spec, seconds }];
  });
  const usual = median(passed.map(({ seconds }) => seconds));
  const long = passed.filter(({ seconds }) => seconds >= Math.max(SUSPICIOUS_SECONDS, usual * SUSPICIOUS_FACTOR));
  if (long.length === 0) return [];
  const suspects = long.map(({ spec }) => spec);
  return [
    finding('retries-suspected', {
      text: `${counted(suspects.length, 'spec')} took at least ${SUSPICIOUS_FACTOR} times the median of ${counted(Math.round(usual), 'second')} before passing: the suite may have retried ${suspects.length === 1 ? 'it' : 'them'}.`,
      remedy: 'Run the suite without --flake-attempts.',
      evidence: positionsOf(suspects),
      specs: suspects.map(({ name }) => name),
    }),
  ];
}

/** Already known for a spec that the output names. */
function passedIn({ reports }: SpecResult, { number }: AttemptEvidence): SpecReport | undefined {
  return reports.find(
    (report) => report.attempt === number && report.state === 'passed' && report.failedTries === null,
  );
}

/** The lower of the two middle values; 0 if there are none. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
