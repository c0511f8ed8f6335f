import { counted } from '../../core/counted.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import { failureMessage } from '../../spec-failures/failure-message.ts';
import { E2E_SUITE, type SuiteEvidence, saysDryRun } from '../suites.ts';
import type { JudgedRun, Rule } from './rule.ts';
import { lookAndRunAgain } from './where-to-look.ts';

function forEachSuite({ suites }: JudgedRun, judge: (evidence: SuiteEvidence) => Finding | undefined): Finding[] {
  return suites.flatMap((evidence) => judge(evidence) ?? []);
}

/** Each JUnit file is that of one e2e suite. */
export const junitIsOfTheSuite: Rule = ({ evidence }) =>
  evidence.attempts.flatMap((attempt) =>
    attempt.junit.flatMap(({ path, reading }) => {
      const names = reading.suites.map(({ name }) => name);
      if (names.length === 1 && names[0] === E2E_SUITE) return [];
      const found =
        names.length === 0
          ? 'no test suite'
          : `the ${names.length === 1 ? 'suite' : 'suites'} ${names.map((name) => `'${name}'`).join(', ')}`;
      return finding('suite-not-found', {
        text: `${path} contains ${found} rather than one named '${E2E_SUITE}'.`,
        remedy: "Evaluate a run of Kubernetes' upstream e2e suite.",
        evidence: [{ path, line: null }],
      });
    }),
  );

/** It is not a dry run, in which ginkgo reports specs as passed without running them. */
export const runIsNotDry: Rule = ({ evidence, suites }) => {
  const dry = suites.filter(({ suite }) => saysDryRun(suite)).map(({ path }) => path);
  const sources = [...evidence.dryRunRequests, ...dry.map((path) => `DryRun in ${path}`)];
  if (sources.length === 0) return [];
  return [
    finding('dry-run', {
      text: `It was a dry run (${sources.join('; ')}): no spec was executed.`,
      remedy: 'Run the plugin again without the dry-run setting.',
      evidence: dry.map((path) => ({ path, line: null })),
    }),
  ];
};

/** The suite describes itself: Ginkgo 2 always writes these properties, and a file without them could be of a dry run. */
export const suiteDescribesItself: Rule = (run) => [...suitesOfGinkgo1(run), ...silentSuites(run)];

/** Parallel runs left a file for each process: that is one finding. */
function suitesOfGinkgo1({ suites }: JudgedRun): Finding[] {
  const paths = suites.filter(({ suite }) => suite.ginkgo === 1).map(({ path }) => path);
  if (paths.length === 0) return [];
  return [
    finding('suite-properties-missing', {
      text: `The JUnit is in the form of Ginkgo 1 (Kubernetes up to 1.24), which does not say whether the run was a dry run, was cut short, or passed its preparation.`,
      remedy: 'Nothing can be done about this run; suites of Kubernetes 1.25 and later write these facts.',
      evidence: paths.map((path) => ({ path, line: null })),
    }),
  ];
}

function silentSuites(run: JudgedRun): Finding[] {
  return forEachSuite(run, ({ path, suite }) => {
    if (suite.ginkgo === 1) return undefined;
    const { properties } = suite;
    const silent = ['SuiteSucceeded', 'SpecialSuiteFailureReason', 'DryRun'].filter((name) => !properties.has(name));
    if (silent.length === 0) return undefined;
    return finding('suite-properties-missing', {
      text: `${path} does not say ${silent.join(', ')}, which Ginkgo 2 always does; it may have been a dry run, or an aborted one.`,
      remedy: 'Evaluate the JUnit as the e2e suite wrote it.',
      evidence: [{ path, line: null }],
    });
  });
}

/** The suite says no special failure reason, such as a timeout or an interruption. */
export const suiteWasNotCutShort: Rule = (run) =>
  forEachSuite(run, ({ path, suite }) => {
    const reason = suite.properties.get('SpecialSuiteFailureReason');
    if (!reason) return undefined;
    return finding('suite-special-failure', {
      text: `The suite did not finish: ${reason}. Specs it did not get to are listed as skipped.`,
      remedy: /timeout/i.test(reason) ? longerTimeout(run) : lookAndRunAgain(run.evidence),
      evidence: [{ path, line: null }],
    });
  });

/** Ginkgo has a time of its own for the suite, whoever starts it. */
function longerTimeout({ evidence }: JudgedRun): string {
  const setting =
    evidence.plugin?.kind === 'scs-networking'
      ? 'SCS_DEADLINE_SECONDS of the plugin'
      : "ginkgo's --timeout (E2E_EXTRA_GINKGO_ARGS=--timeout=24h for upstream's plugin)";
  return `The suite's own time ran out: increase ${setting}, then run again.`;
}

/** Of the names of suite nodes, those of Ginkgo 1 without brackets. */
const BEFORE_SUITE = /^\[?(?:Synchronized)?BeforeSuite/;

/** The preparation of the suite passed on every process. If it fails, all specs are merely skipped. */
export const beforeSuitePassed: Rule = (run) =>
  forEachSuite(run, ({ path, suite }) => {
    const nodes = suite.suiteNodes.filter(({ name }) => BEFORE_SUITE.test(name));
    const bad = nodes.find(({ state }) => state !== 'passed');
    if (bad === undefined && (nodes.length > 0 || suite.ginkgo === 1)) return undefined;
    const how = bad?.state === 'failed' ? 'failed' : `is ${bad?.state}`;
    const what = bad === undefined ? 'is not listed' : `${how}: ${failureMessage(bad.text)}`;
    return finding('before-suite-not-passed', {
      text: `The preparation of the suite (BeforeSuite) ${what}.`,
      remedy: 'Make sure that all nodes are ready and all pods in kube-system run, then run the plugin again.',
      evidence: [{ path, line: bad?.line ?? null }],
    });
  });

/** The file holds as many test cases as the suite says, and as many of each outcome. */
export const suiteCountsAgree: Rule = (run) =>
  forEachSuite(run, ({ path, suite }) => {
    if (suite.ginkgo === 1) return undefined;
    const differences = [
      ...(suite.declaredCases === suite.countedCases
        ? []
        : [
            `${counted(suite.countedCases, 'test case')} and says that it has ${suite.declaredCases ?? 'an unknown number'}`,
          ]),
      ...differing('failed', suite.unsuccessfulCases, suite.declaredUnsuccessful),
      ...differing(
        suite.skippedCases === 1 ? 'was skipped' : 'were skipped',
        suite.skippedCases,
        suite.declaredSkipped,
      ),
    ];
    if (differences.length === 0) return undefined;
    return finding('suite-counts-differ', {
      text: `${path} contains ${differences.join('; ')}: the file was cut off or changed.`,
      remedy: 'Evaluate the JUnit as the e2e suite wrote it.',
      evidence: [{ path, line: null }],
    });
  });

function differing(what: string, found: number, declared: number | null): string[] {
  return declared === null || declared === found
    ? []
    : [`${counted(found, 'test case')} that ${what}, and says ${declared}`];
}

/** A failed suite lists what failed. */
export const suiteFailureIsExplained: Rule = (run) =>
  forEachSuite(run, ({ path, suite }) => {
    const failed = suite.properties.get('SuiteSucceeded') === 'false';
    if (!failed || suite.unsuccessfulCases > 0) return undefined;
    return finding('suite-failure-unexplained', {
      text: `${path} says that the suite failed, but lists nothing that did.`,
      remedy: lookAndRunAgain(run.evidence),
      evidence: [{ path, line: null }],
    });
  });

/** The suite does not contradict itself, and says that it succeeded only if nothing failed. */
export const suiteDoesNotContradictItself: Rule = (run) =>
  forEachSuite(run, ({ path, suite }) => {
    const { contradictoryProperties, properties, unsuccessfulCases } = suite;
    const succeeded = properties.get('SuiteSucceeded');
    const wrongs = [
      ...[...contradictoryProperties].sort().map((name) => `it has several values of ${name}`),
      ...(succeeded === undefined || succeeded === 'true' || succeeded === 'false'
        ? []
        : [`its SuiteSucceeded is '${succeeded}'`]),
      ...(succeeded === 'true' && unsuccessfulCases > 0
        ? [`it says that the suite succeeded, and lists ${counted(unsuccessfulCases, 'test case')} that did not pass`]
        : []),
    ];
    if (wrongs.length === 0) return undefined;
    return finding('suite-contradicts-itself', {
      text: `${path} contradicts itself: ${wrongs.join('; ')}.`,
      remedy: 'Evaluate the JUnit as the e2e suite wrote it.',
      evidence: [{ path, line: null }],
    });
  });
