import { counted } from '../../core/counted.ts';
import type { Attempt, RunRecord } from '../../documents/run-record/run-record.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import { outcomeOfState } from '../outcomes.ts';
import { positionsOf, type SpecResult } from '../spec-results.ts';
import type { JudgedRun, Rule } from './rule.ts';

/** The runner's own limit: this many failures may be due to load even if they are most of what ran. */
const FEW = 5;
/** Timestamps are rounded. */
const TOLERANCE_MILLISECONDS = 1_000;

/** The attempts are as the runner makes them: in order, not more than its settings allow, and again only what failed, unless most did. */
export const attemptsAreTheRunners: Rule = (run) => {
  if (run.evidence.runRecord?.state !== 'read') return [];
  const { path, value } = run.evidence.runRecord;
  const wrongs = [...orderWrongs(value.attempts), ...countWrongs(value), ...repetitionWrongs(value.attempts, run)];
  if (wrongs.length === 0) return [];
  return [
    finding('attempts-contradict', {
      text: `The attempts are not those that the runner makes: ${wrongs.join('; ')}.`,
      remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it, of one run of an unchanged runner.',
      evidence: [{ path, line: null }],
    }),
  ];
};

function orderWrongs(attempts: readonly Attempt[]): string[] {
  return attempts.flatMap(({ number, purpose, startedAt, endedAt }, index) => {
    const before = attempts[index - 1];
    const wrongs: string[] = [];
    if (number !== index + 1) wrongs.push(`attempt ${number} is in place ${index + 1}`);
    if (index > 0 && purpose === 'all') wrongs.push(`attempt ${number} ran all specs again`);
    if (Date.parse(endedAt) < Date.parse(startedAt)) wrongs.push(`attempt ${number} ended before it began`);
    if (before !== undefined && Date.parse(startedAt) < Date.parse(before.endedAt) - TOLERANCE_MILLISECONDS) {
      wrongs.push(`attempt ${number} began before attempt ${before.number} had ended`);
    }
    return wrongs;
  });
}

function countWrongs({ attempts, settings }: RunRecord): string[] {
  const tries = attempts.filter(({ purpose }) => purpose !== 'waived').length;
  return tries > settings.attempts
    ? [`there are ${tries}, and the settings allow ${counted(settings.attempts, 'attempt')} of each spec`]
    : [];
}

function repetitionWrongs(attempts: readonly Attempt[], { specs, waivers }: JudgedRun): string[] {
  const waivable = new Set(waivers.flatMap((waiver) => waiver.specs.map(({ name }) => name)));
  return attempts.slice(1).flatMap(({ number, purpose }) => {
    if (purpose !== 'again') return [];
    const before = specs.flatMap((spec) => lastBefore(spec, number) ?? []);
    const failed = new Set(before.filter((spec) => spec.outcome !== 'passed').map(({ name }) => name));
    const again = specs.filter(({ reports }) => reports.some((report) => report.attempt === number && hasRun(report)));
    const unasked = again.filter(({ name }) => !failed.has(name));
    const counting = before.filter(({ name }) => !waivable.has(name));
    const bad = counting.filter(({ outcome }) => outcome !== 'passed').length;
    return [
      ...(unasked.length > 0 ? [`attempt ${number} ran ${counted(unasked.length, 'spec')} that had not failed`] : []),
      ...(bad > FEW && bad > counting.length / 2
        ? [
            `attempt ${number} came after ${bad} of ${counted(counting.length, 'spec')} had failed, after which the runner does not retry`,
          ]
        : []),
    ];
  });
}

type Report = SpecResult['reports'][number];

function hasRun({ state }: Report): boolean {
  return outcomeOfState(state) !== 'skipped';
}

function lastBefore({ name, reports }: SpecResult, number: number) {
  const last = reports.findLast((report) => report.attempt < number && hasRun(report));
  return last === undefined ? undefined : { name, outcome: outcomeOfState(last.state) };
}

/** A run in which more than this share of what ran passed only when retried says more about chance than about the cluster. */
const LARGEST_SHARE = 1 / 5;

/** Not too many specs were flaky. */
export const fewSpecsAreFlaky: Rule = ({ specs }): Finding[] => {
  const ran = specs.filter((spec) => spec.required && !['skipped', 'missing'].includes(spec.outcomeBeforeWaivers));
  const flaky = ran.filter(({ outcomeBeforeWaivers }) => outcomeBeforeWaivers === 'flaky');
  if (flaky.length <= FEW || flaky.length <= ran.length * LARGEST_SHARE) return [];
  return [
    finding('too-many-flakes', {
      text: `${flaky.length} of the ${counted(ran.length, 'required spec')} that ran passed only on a retry, more than a fifth: nobody knows which outcome is the cluster's.`,
      remedy:
        'Find out why these specs failed first, for example because of load or slow enforcement of policies, and run again.',
      evidence: positionsOf(flaky),
      specs: flaky.map(({ name }) => name),
    }),
  ];
};
