import { counted } from '../../core/counted.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { AttemptEvidence, JunitEvidence } from '../../evidence/evidence.ts';
import type { JunitSuite } from '../../junit/junit-report.ts';
import type { SuiteSummary } from '../../sonobuoy/suite-summary.ts';
import type { Rule } from './rule.ts';

const AS_WRITTEN =
  'Evaluate the archive as `sonobuoy retrieve` wrote it, of a run that began with an empty results directory.';

type Pair = { junitPath: string; suite: JunitSuite; logPath: string; summary: SuiteSummary };

/** Each log of an attempt beside its suite. Of several JUnit files each may be that of one process, which only Ginkgo 1 writes. */
function pairsOf({ junit, summaries }: AttemptEvidence): Pair[] {
  const [only, ...more] = junit.flatMap(({ path, reading }: JunitEvidence) =>
    reading.suites.map((suite) => ({ junitPath: path, suite })),
  );
  if (only === undefined || more.length > 0 || only.suite.ginkgo === 1 || !isWhole(junit)) return [];
  return summaries.map(({ path, value }) => ({ ...only, logPath: path, summary: value }));
}

/** Nothing can be counted in a file that breaks off. */
function isWhole(junit: readonly JunitEvidence[]): boolean {
  return junit.every(({ reading }) => reading.problem === null);
}

function forEachPair(attempts: readonly AttemptEvidence[], judge: (pair: Pair) => Finding[]): Finding[] {
  return attempts.flatMap((attempt) => pairsOf(attempt).flatMap(judge));
}

function evidenceOf({ junitPath, logPath }: Pair): Finding['evidence'] {
  return [junitPath, logPath].map((path) => ({ path, line: null }));
}

/** The log is that of the suite in the JUnit: both name the same random seed. */
export const logIsOfThisSuite: Rule = ({ evidence }) =>
  forEachPair(evidence.attempts, (pair) => {
    const seed = pair.suite.properties.get('RandomSeed');
    const { seeds } = pair.summary;
    if (seed === undefined || seeds.every((logged) => logged === seed)) return [];
    return [
      finding('log-of-another-run', {
        text: `${pair.logPath} is not the output of the suite in ${pair.junitPath}, or not of that one alone: it names the random ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}, and the JUnit ${seed}.`,
        remedy: AS_WRITTEN,
        evidence: evidenceOf(pair),
      }),
    ];
  });

/** The log counts as many specs as the JUnit has, of each outcome. */
export const logCountsAgree: Rule = ({ evidence }) =>
  forEachPair(evidence.attempts, (pair) => {
    const { suite, summary } = pair;
    const ran = suite.passedSpecs + suite.unsuccessfulSpecs;
    const { announced } = summary;
    const differences = [
      ...differing('that it ran', summary.ran?.specs, ran),
      ...differing('in all', summary.ran?.of, suite.countedSpecs),
      ...differing('that passed', summary.ended?.passed, suite.passedSpecs),
      ...differing('that failed', summary.ended?.failed, suite.unsuccessfulSpecs),
      ...(announced !== null && announced < ran ? differing('that it would run', announced, ran) : []),
    ];
    if (differences.length === 0) return [];
    return [
      finding('log-contradicts', {
        text: `${pair.logPath} and ${pair.junitPath} contradict each other: the log counts ${differences.join(', ')}.`,
        remedy: AS_WRITTEN,
        evidence: evidenceOf(pair),
      }),
    ];
  });

function differing(what: string, logged: number | undefined, found: number): string[] {
  return logged === undefined || logged === found ? [] : [`${counted(logged, 'spec')} ${what}, and the JUnit ${found}`];
}
