import { counted } from '../../core/counted.ts';
import { SONOBUOY_JUNIT_FILE } from '../../documents/run-record/run-record.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { CaseState, JunitSuite } from '../../junit/junit-report.ts';
import { placeOf, pluginDirectory, runDirectory } from '../../sonobuoy/layout.ts';
import type { ListedCases } from '../../sonobuoy/sonobuoy-results.ts';
import { specSentence } from '../../standard/spec-sentence.ts';
import type { JudgedRun, Rule } from './rule.ts';

/**
 * When a run has ended, Sonobuoy reads the JUnit files of a plugin and lists their cases, so the JUnit in the archive must have the same
 * cases. A file that is not listed, or listed without a case, was left out or could not be read, and says nothing.
 */
export const sonobuoyReadTheSame: Rule = (run) => {
  const { plugin, sonobuoyResults: results } = run.evidence;
  if (plugin === null || results === null) return [];
  return [...results.value].flatMap(([file, listed]) => {
    const path = pluginDirectory(plugin.name) + file;
    const differences =
      path === runDirectory(plugin.name) + SONOBUOY_JUNIT_FILE ? inRun(listed, run) : inJunit(path, listed, run);
    return differences.length === 0 ? [] : [contradiction(results.path, path, differences)];
  });
};

function contradiction(resultsPath: string, path: string, differences: readonly string[]): Finding {
  return finding('sonobuoy-results-contradict', {
    text: `${resultsPath}, in which Sonobuoy lists what it read in ${path}, contradicts the archive: ${differences.join('; ')}.`,
    remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it.',
    evidence: [resultsPath, path].map((each) => ({ path: each, line: null })),
  });
}

/** Sonobuoy's word for each state in JUnit (pkg/client/results/junit.go). Null: it depends on which of two contradictory elements it looks at. */
const LISTED_STATES: Readonly<Record<CaseState, string | null>> = {
  passed: 'passed',
  failed: 'failed',
  timedout: 'failed',
  interrupted: 'failed',
  aborted: 'failed',
  panicked: 'failed',
  skipped: 'skipped',
  pending: 'skipped',
  unreadable: null,
};

function inJunit(path: string, listed: ListedCases, { evidence, suites }: JudgedRun): string[] {
  const found = evidence.attempts.flatMap(({ junit }) => junit).find((junit) => junit.path === path);
  if (found === undefined) {
    const isLost = suites.length > 0 && isJunit(path) && !evidence.digests.has(path);
    return isLost ? [`it lists ${counted(listed.cases, 'test case')}, and there is no such file`] : [];
  }
  const [suite, ...more] = found.reading.suites;
  // Sonobuoy reads only some of several or nested suites.
  if (suite === undefined || more.length > 0 || found.reading.problem !== null) return [];
  return [
    ...differing('test case', listed.cases, suite.countedCases),
    ...differing('skipped test case', listed.skipped, suite.skippedCases),
    ...differingSpecs(statesListed(listed), statesIn(suite)),
  ];
}

function isJunit(path: string): boolean {
  const place = placeOf(path);
  return place.kind === 'plugin' && place.part === 'junit';
}

function differing(what: string, listed: number, found: number): string[] {
  return listed === found ? [] : [`it lists ${counted(listed, what)}, and the JUnit has ${found}`];
}

type States = Map<string, (string | null)[]>;

function statesListed({ specs }: ListedCases): States {
  return statesByName(specs.map(({ name, status }) => [name, status]));
}

function statesIn({ specs }: JunitSuite): States {
  return statesByName(specs.map(({ name, state }) => [name, LISTED_STATES[state]]));
}

function statesByName(states: readonly (readonly [name: string, state: string | null])[]): States {
  const groups = Map.groupBy(states, ([name]) => oneLine(name));
  return new Map([...groups].map(([name, group]) => [name, group.map(([, state]) => state)]));
}

/** XML turns a line end in an attribute into a blank; Sonobuoy does not. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}

function differingSpecs(listed: States, found: States): string[] {
  const names = [...new Set([...listed.keys(), ...found.keys()])].sort().filter((name) => {
    const [one, other] = [listed.get(name) ?? [], found.get(name) ?? []];
    return !other.includes(null) && one.toSorted().join() !== other.toSorted().join();
  });
  const [first] = names;
  if (first === undefined) return [];
  const inWords = (states: States): string => {
    const found = states.get(first) ?? ['missing'];
    return found.length > 2 ? `listed ${found.length} times` : found.join(' and ');
  };
  const example = `'${first}' is ${inWords(listed)} there, and ${inWords(found)} in the JUnit`;
  return [names.length === 1 ? example : `${counted(names.length, 'spec')} differ, such as: ${example}`];
}

/** Our runner hands Sonobuoy one result for each spec, over all attempts. */
function inRun(listed: ListedCases, { evidence, specs }: JudgedRun): string[] {
  const isWhole = evidence.attempts.every(
    ({ junit }) => junit.length > 0 && junit.every(({ reading }) => reading.problem === null),
  );
  if (evidence.attempts.length === 0 || !isWhole) return [];
  const states = new Map(listed.specs.map(({ name, status }) => [specSentence(name), status]));
  const names = specs.flatMap(({ name, outcomeBeforeWaivers: outcome }) => {
    const state = states.get(specSentence(name));
    const hasPassed = outcome === 'passed' || outcome === 'flaky';
    return state === undefined || hasPassed === (state === 'passed')
      ? []
      : [`'${name}' is ${state} there, and ${outcome} in the JUnit`];
  });
  const [first] = names;
  if (first === undefined) return [];
  return [names.length === 1 ? first : `${counted(names.length, 'spec')} differ, such as: ${first}`];
}
