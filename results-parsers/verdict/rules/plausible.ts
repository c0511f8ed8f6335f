import { counted } from '../../core/counted.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import { catalogueOf, knownSpec } from '../../standard/catalogue.ts';
import { specSentence } from '../../standard/spec-sentence.ts';
import { positionsOf } from '../spec-results.ts';
import { runPodTimes, type SuiteEvidence, spanOf } from '../suites.ts';
import type { JudgedRun, Rule } from './rule.ts';

/** The fastest honest spec with pods took 4.6 seconds, of some fifty runs on idle clusters. */
const FASTEST_SECONDS = 0.5;
/** Specs of the API alone, which start no pods. */
const STARTS_NO_POD = /^(?:create, get, list|validation of)/;

/** No spec that starts pods passed in no time, as in a dry run. */
export const specsTookTheirTime: Rule = ({ specs }) => {
  const fast = specs.filter(
    ({ exercises, reports }) =>
      exercises !== null &&
      !STARTS_NO_POD.test(exercises) &&
      reports.some(({ state, seconds }) => state === 'passed' && seconds !== null && seconds < FASTEST_SECONDS),
  );
  if (fast.length === 0) return [];
  return [
    finding('specs-too-fast', {
      text: `${counted(fast.length, 'spec')} that ${fast.length === 1 ? 'starts' : 'start'} pods passed in less than half a second, which is impossible: it was a dry run, or the times are not those of a run.`,
      remedy: 'Run the plugin again, without any dry-run setting.',
      evidence: positionsOf(fast),
      specs: fast.map(({ name }) => name),
    }),
  ];
};

/** Rounding. */
const TOLERANCE_SECONDS = 5;

/** The specs fit into the time that the suite took, on as many processes as it says. */
export const specsFitIntoTheirSuite: Rule = ({ suites }) =>
  suites.flatMap(({ path, suite }) => {
    const processes = Number(suite.properties.get('ParallelTotal'));
    if (suite.ginkgo === 1 || suite.seconds === null || !(processes >= 1)) return [];
    const took = suite.specs.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
    if (took <= (suite.seconds + TOLERANCE_SECONDS) * processes) return [];
    return finding('suite-times-contradict', {
      text: `${path} says that its suite took ${counted(Math.round(suite.seconds), 'second')} on ${counted(processes, 'process', 'processes')}, but that its NetworkPolicy specs together took ${counted(Math.round(took), 'second')}.`,
      remedy: 'Evaluate the JUnit as the e2e suite wrote it.',
      evidence: [{ path, line: null }],
    });
  });

/** The JUnit is that of the e2e binary that listed its specs, and both are of the cluster's minor version. */
export const specsAreThoseOfTheVersion: Rule = (run) => [...ofTheList(run), ...ofTheMinor(run)];

function ofTheList({ evidence, suites }: JudgedRun): Finding[] {
  const { listedSpecs, specList } = evidence;
  // A list of only NetworkPolicy specs does not show how many there are in total.
  if (listedSpecs === null || specList === null || listedSpecs.value === specList.value.length) return [];
  return suites.flatMap(({ path, suite }) => {
    if (suite.ginkgo === 1 || suite.countedSpecs === listedSpecs.value) return [];
    return finding('suite-of-another-binary', {
      text: `${path} has ${counted(suite.countedSpecs, 'spec')}, but the run's e2e binary lists ${listedSpecs.value}: it is not the JUnit of that binary.`,
      remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it, with the JUnit of one run.',
      evidence: [path, listedSpecs.path].map((file) => ({ path: file, line: null })),
    });
  });
}

function ofTheMinor({ evidence, required, suites }: JudgedRun): Finding[] {
  if (required.source !== 'kubernetes-minor') return [];
  const names = new Map((catalogueOf(required.minor ?? '') ?? []).map(({ name }) => [specSentence(name), name]));
  // Tags that no version is known to have may be those of a later patch release.
  const isForeign = (name: string): boolean =>
    (names.get(specSentence(name)) ?? name) !== name && knownSpec(name) !== null;
  const foreign = suites.flatMap(({ path, suite }) => {
    const other = suite.ginkgo === 2 ? suite.specs.filter(({ name }) => isForeign(name)) : [];
    return other.length === 0 ? [] : [{ path, example: other[0]?.name ?? '', many: other.length }];
  });
  const listed = (evidence.specList?.value ?? []).map(specSentence);
  const unlisted = listed.length === 0 ? [] : [...names.keys()].filter((sentence) => !listed.includes(sentence));
  return [
    ...foreign.map(({ path, example, many }) =>
      finding('suite-of-another-binary', {
        text: `${path} names ${counted(many, 'spec')} differently from Kubernetes ${required.minor}, such as '${example}': it is the JUnit of another version.`,
        remedy: 'Run the e2e binary of the same version as the cluster; plugin/scs-networking.yaml does.',
        evidence: [{ path, line: null }],
      }),
    ),
    ...(unlisted.length === 0
      ? []
      : [
          finding('suite-of-another-binary', {
            text: `The list of the e2e binary's specs lacks ${counted(unlisted.length, 'spec')} that Kubernetes ${required.minor} has, such as '${unlisted[0] ?? ''}'.`,
            remedy: 'Run the e2e binary of the same version as the cluster; plugin/scs-networking.yaml does.',
            evidence: evidence.specList === null ? [] : [{ path: evidence.specList.path, line: null }],
          }),
        ]),
  ];
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** The dates in the archive agree within a day: on one of them waivers are judged. */
export const datesAgree: Rule = (run) => {
  const dates = datesOf(run).sort((a, b) => a.time - b.time);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined || last.time - first.time <= DAY_MILLISECONDS) return [];
  return [
    finding('dates-differ', {
      text: `The archive gives different days for one run: ${inWords(first)}, and ${inWords(last)}. So nobody knows on which day waivers must be in force.`,
      remedy:
        'Correct the clocks of the nodes and run again, and evaluate the archive as `sonobuoy retrieve` wrote it.',
      evidence: [...new Set([first.path, last.path])].map((path) => ({ path, line: null })),
    }),
  ];
};

type DatedFile = { what: string; time: number; path: string };

function inWords({ what, time, path }: DatedFile): string {
  return `${new Date(time).toISOString().slice(0, 10)} (${what}, ${path})`;
}

function datesOf({ evidence, suites }: JudgedRun): DatedFile[] {
  const record = evidence.runRecord?.state === 'read' ? evidence.runRecord : null;
  const ofSuite = ({ path, suite }: SuiteEvidence): DatedFile[] => {
    const span = spanOf([{ path, suite }]);
    return span === null ? [] : [{ what: 'the suite began', time: Date.parse(span.startedAt), path }];
  };
  return [
    ...suites.flatMap(ofSuite),
    ...(record === null
      ? []
      : [{ what: 'the run began', time: Date.parse(record.value.startedAt), path: record.path }]),
    ...runPodTimes(evidence).map(({ value, path }) => ({ what: "Sonobuoy's pod was created", time: value, path })),
  ];
}
