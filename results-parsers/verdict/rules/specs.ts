import { counted } from '../../core/counted.ts';
import { type Finding, type FindingCode, finding } from '../../documents/verdict/finding.ts';
import type { SpecOutcome } from '../../documents/verdict/spec-outcome.ts';
import { looksAs, type WaiverReport } from '../../waivers/match-waivers.ts';
import { mightFit } from '../../waivers/waiver-context.ts';
import { failureSummary } from '../failure-summary.ts';
import { nothingIsEnforced } from '../nothing-enforced.ts';
import { isPartlyKnown } from '../required-specs.ts';
import { anyRan, positionsOf, type SpecReport, type SpecResult } from '../spec-results.ts';
import { saysDryRun } from '../suites.ts';
import { failuresOf } from '../waived-specs.ts';
import type { JudgedRun, Rule } from './rule.ts';
import { asWritten, lookAndRunAgain } from './where-to-look.ts';

function about(code: FindingCode, specs: readonly SpecResult[], text: string, remedy: string): Finding[] {
  if (specs.length === 0) return [];
  return [
    finding(code, {
      text,
      remedy,
      evidence: positionsOf(specs),
      specs: specs.map(({ name }) => name),
    }),
  ];
}

function requiredWith({ specs }: JudgedRun, outcome: SpecOutcome): SpecResult[] {
  return specs.filter((spec) => spec.required && spec.outcome === outcome);
}

/**
 * The failed specs, if a waiver may exempt each of them and whether it does depends on something of the cluster that is not known. Only where
 * a part of what is required is known: elsewhere such a waiver does not count. A failure that looks otherwise than the waiver says would not be
 * exempted either way.
 */
function possiblyWaived(run: JudgedRun): { specs: SpecResult[]; ids: string[] } {
  const failed = isPartlyKnown(run.required) ? requiredWith(run, 'failed') : [];
  const open = run.waivers.filter((waiver) => waiver.status === 'not-fitting' && mightFit(waiver, run.waiverContext));
  const naming = (spec: SpecResult): WaiverReport[] =>
    open.filter(
      ({ specs, failure }) =>
        specs.some(({ name }) => name === spec.name) && looksAs(failure, failuresOf(spec.reports)),
    );
  if (nothingIsEnforced(run.specs) || failed.some((spec) => naming(spec).length === 0)) return { specs: [], ids: [] };
  return { specs: failed, ids: [...new Set(failed.flatMap(naming).map(({ id }) => id))] };
}

/** The failed specs are not all such that it is not known whether a waiver exempts them. */
export const noFailedSpecMayBeWaived: Rule = (run) => {
  const { specs, ids } = possiblyWaived(run);
  return about(
    'failed-specs-may-be-waived',
    specs,
    `${counted(specs.length, 'required spec')} failed that ${ids.join(' and ')} may exempt: whether ${ids.length === 1 ? 'the waiver fits' : 'these waivers fit'} depends on facts about the cluster that are not known.`,
    'Evaluate the archive as `sonobuoy retrieve` wrote it, which has the version and the network plugin. If there is no archive, state the version with --kubernetes.',
  );
};

/** No required spec failed. */
export const noSpecFailed: Rule = (run) => {
  const specs = possiblyWaived(run).specs.length > 0 ? [] : requiredWith(run, 'failed');
  const text = `${counted(specs.length, 'required spec')} failed: ${failureSummary(specs)}.`;
  if (!nothingIsEnforced(run.specs)) {
    return about(
      'specs-failed',
      specs,
      text,
      'Read below what each failure means and what to do about it, then run again.',
    );
  }
  return about(
    'specs-failed',
    specs,
    `${text} No policy seems to be enforced at all: nothing was blocked that should be blocked.`,
    'Check that the network plugin has a policy engine, that the engine is enabled, and that it runs on every node; then run again.',
  );
};

/** No required spec was skipped, whether by the focus, by the skip pattern or by itself. */
export const noSpecWasSkipped: Rule = (run) => {
  const specs = requiredWith(run, 'skipped');
  return about(
    'specs-skipped',
    specs,
    `${counted(specs.length, 'required spec was', 'required specs were')} skipped, which proves nothing.`,
    'Run with the focus NetworkPolicy and without a skip.',
  );
};

/** Every required spec has a usable result. */
export const noSpecIsMissing: Rule = (run) => {
  const specs = requiredWith(run, 'missing');
  return about(
    'specs-missing',
    specs,
    `${counted(specs.length, 'required spec has', 'required specs have')} no usable result.`,
    'Run the e2e suite of the same Kubernetes version as the cluster to its end, with the focus NetworkPolicy.',
  );
};

/** No required spec timed out. */
export const noSpecTimedOut: Rule = (run) => {
  const specs = requiredWith(run, 'timed-out');
  return about(
    'specs-timed-out',
    specs,
    `${counted(specs.length, 'required spec was', 'required specs were')} still running when the time was up.`,
    'Give the run more time, or the cluster less to do, and run again.',
  );
};

/** No required spec was ended from outside or by a crash of the test. */
export const noSpecWasInterrupted: Rule = (run) => {
  const specs = requiredWith(run, 'interrupted');
  return about(
    'specs-interrupted',
    specs,
    `${counted(specs.length, 'required spec was', 'required specs were')} interrupted, aborted or ended by a panic of the test itself.`,
    lookAndRunAgain(run.evidence),
  );
};

function resultsOfEachAttempt({ reports }: SpecResult): SpecReport[][] {
  return [...Map.groupBy(reports, ({ attempt }) => attempt).values()];
}

function contradictsItself(spec: SpecResult): boolean {
  return resultsOfEachAttempt(spec).some((results) => new Set(results.map(({ state }) => state)).size > 1);
}

/** No spec has results in one attempt that contradict each other. The worst of them is the one that counts. */
export const noSpecContradictsItself: Rule = ({ specs, evidence }) => {
  const contradictory = specs.filter(contradictsItself);
  return about(
    'specs-contradict',
    contradictory,
    `${counted(contradictory.length, 'spec has', 'specs have')} several results of one execution that contradict each other; the worst one counts.`,
    `${asWritten(evidence)}, with the JUnit of one run.`,
  );
};

/** No spec has more than one result in one attempt. */
export const noSpecIsRepeated: Rule = ({ specs, evidence }) => {
  const repeated = specs.filter(
    (spec) => !contradictsItself(spec) && resultsOfEachAttempt(spec).some((results) => results.length > 1),
  );
  return about(
    'specs-repeated',
    repeated,
    `${counted(repeated.length, 'spec has', 'specs have')} several results of one execution; there can be only one.`,
    `${asWritten(evidence)}, with the JUnit of one run.`,
  );
};

/** The run executed at least one required spec, or any spec if none is known to be required. Another rule reports dry runs. */
export const somethingRan: Rule = (run) => {
  const known = run.required.source !== 'none';
  const expected = known ? run.specs.filter((spec) => spec.required) : run.specs;
  const first = run.suites.find(({ suite }) => !saysDryRun(suite));
  if (anyRan(expected) || first === undefined || expected.length === 0) return [];
  const { path, suite } = first;
  const [focus, skip] = ['FocusStrings', 'SkipStrings'].map((name) => suite.properties.get(name) ?? '');
  const selection = suite.ginkgo === 1 ? '' : `: the focus was '${focus}', the skip '${skip}'`;
  const noun = known ? 'required spec' : 'NetworkPolicy spec';
  return [
    finding('nothing-ran', {
      text: `${expected.length === 1 ? `The one ${noun} did not run` : `Not one of the ${counted(expected.length, noun)} ran`}${selection}.`,
      remedy: 'Run with the focus NetworkPolicy.',
      evidence: [{ path, line: null }],
    }),
  ];
};

/** No NetworkPolicy spec beyond the required ones failed. */
export const noFurtherSpecFailed: Rule = ({ specs, required }) => {
  const failed = specs.filter((spec) => !spec.required && spec.outcome === 'failed');
  return about(
    'further-specs-failed',
    failed,
    required.source === 'none'
      ? `${counted(failed.length, 'NetworkPolicy spec')} failed; nobody knows which specs are required.`
      : `${counted(failed.length, 'NetworkPolicy spec')} beyond the required ones failed.`,
    'Find out what each of them tests, and whether the catalogue should require it.',
  );
};

/** A spec that failed and then passed is reported as flaky. */
export const flakesAreReported: Rule = ({ specs, strictFlakes }) => {
  const flaky = specs.filter(({ outcomeBeforeWaivers }) => outcomeBeforeWaivers === 'flaky');
  return about(
    'specs-flaky',
    flaky,
    `${counted(flaky.length, 'spec')} failed first and passed when retried${strictFlakes ? ', which counts as failed because of --strict-flakes' : ''}.`,
    'Find out whether the cluster is overloaded, or enforces policies slowly.',
  );
};
