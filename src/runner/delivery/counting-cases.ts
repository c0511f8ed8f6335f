import { isNetworkPolicySpec } from '../../../results-parsers/standard/catalogue.ts';
import type { TestCase } from './junit-xml.ts';
import type { RunOutcome } from './run-outcome.ts';

function failed(name: string, text: string, seconds = 0): TestCase {
  return { name, seconds, outcome: 'failed', text };
}

function specCase(name: string, run: RunOutcome): TestCase {
  const results = run.report?.specs.get(name) ?? [];
  const [result] = results;
  if (result === undefined) {
    if (run.seenFailing.has(name))
      return failed(name, 'The runner saw it fail while the suite ran; the suite left no result of it.');
    return failed(name, 'The run left no result of this spec.');
  }
  if (results.length > 1)
    return failed(name, `The suite left ${results.length} results of this spec; one is expected.`);
  const { state, text } = result;
  const seconds = result.seconds ?? 0;
  const waiver = run.exempted.get(name);
  switch (state) {
    case 'passed':
      if (run.dryRun || run.report?.dryRun === true)
        return { name, seconds, outcome: 'skipped', text: 'Dry run: not run.' };
      return { name, seconds, outcome: 'passed', text: '' };
    case 'skipped':
    case 'pending':
      return { name, seconds, outcome: 'skipped', text: text === '' ? state : text };
    case 'failed':
      if (waiver !== undefined)
        return { name, seconds, outcome: 'skipped', text: `Failed; waived by ${waiver}. ${text}` };
      return failed(name, text === '' ? state : text, seconds);
    case 'timedout':
    case 'interrupted':
    case 'aborted':
    case 'panicked':
    case 'unreadable':
      return failed(name, text === '' ? state : text, seconds);
    default:
      return state satisfies never;
  }
}

/** Problems of the run as a whole. Each is a failing testcase: Sonobuoy calls an empty or all-skipped JUnit passed. */
function problems(run: RunOutcome, specs: readonly TestCase[]): TestCase[] {
  const found: TestCase[] = [];
  if (run.ending !== 'completed') found.push(failed('the run completed', `${run.ending}: ${run.reason}`));
  if (run.dryRun || run.report?.dryRun === true) {
    found.push(failed('the run executed the specs', 'This was a dry run (E2E_DRYRUN): nothing was tested.'));
  }
  if (run.report !== null && run.report.specialFailureReason !== '') {
    found.push(failed('the suite finished', run.report.specialFailureReason));
  }
  for (const node of run.report?.failedNodes ?? []) found.push(failed(node.name, node.text || node.state));
  if (run.ending === 'runner-failed') return found;
  if (run.specList === null) {
    found.push(
      failed(
        'the suite listed its specs',
        'e2e.test --list-tests printed nothing, so missing specs go unnoticed here.',
      ),
    );
  }
  const skipped = specs.filter((spec) => spec.outcome === 'skipped');
  const notRun = skipped.map((spec) => spec.name).filter((name) => !run.exempted.has(name));
  if (specs.length === 0) {
    found.push(failed('every NetworkPolicy spec ran', 'The suite has no NetworkPolicy specs, or none left a result.'));
  } else if (skipped.length === specs.length) {
    found.push(failed('every NetworkPolicy spec ran', 'Not one of them ran (see SCS_FOCUS and SCS_SKIP).'));
  } else if (notRun.length > 0) {
    const text = `${notRun.length} of ${specs.length} did not run (see SCS_FOCUS and SCS_SKIP):\n${notRun.join('\n')}`;
    found.push(failed('every NetworkPolicy spec ran', text));
  }
  return found;
}

/**
 * The testcases that count: one for each NetworkPolicy spec that the suite has, also for one without a result, and one for each problem
 * of the run as a whole. All pass only if every spec ran and passed, but for those that a waiver exempts.
 */
export function countingCases(run: RunOutcome): TestCase[] {
  const wanted = run.specList ?? [...(run.report?.specs.keys() ?? []), ...run.seenFailing];
  const names = [...new Set(wanted.filter(isNetworkPolicySpec))].sort();
  const specs = names.map((name) => specCase(name, run));
  return [...problems(run, specs), ...specs];
}
