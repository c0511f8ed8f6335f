import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';
import { reachabilityFailure } from '../spec-failures/read-failure.ts';
import { TimelineReader } from '../spec-failures/timeline-reader.ts';
import { caseState, type OutcomeElement } from './case-state.ts';
import { ElementPlaces } from './element-places.ts';
import type { JunitCase, JunitSuite } from './junit-report.ts';
import type { KeptSoFar } from './kept-so-far.ts';
import { SPEC_NAME_LENGTH } from './limits.ts';
import type { SkippedCase } from './skipped-cases.ts';

type Attributes = Readonly<Record<string, string>>;

type OpenCase = {
  name: string;
  status: string | undefined;
  seconds: number | null;
  line: number;
  text: string[];
  timeline: TimelineReader | undefined;
};

const IT_PREFIX = '[It] ';
/** Ginkgo lists nodes of the suite like specs, once for each process. */
const SUITE_NODE = /^\[(?:(?:Synchronized|Report)?(?:Before|After)Suite|DeferCleanup \(Suite\))\]/;
/** Ginkgo 1's names for them. */
const SUITE_NODE_OF_GINKGO_1 = /^(?:Before|After)Suite$/;
/** Ginkgo 1 writes the place of the node before the message, and the place of the failure after it. */
const PLACE_OF_GINKGO_1 = /^\S+\.go:\d+\n|\n\S+\.go:\d+$/g;
/** From two on they contradict each other, so more need not be kept. */
const TELLING_ELEMENTS = 2;
const UNREMARKABLE: ReadonlySet<string> = new Set(['passed', 'skipped', 'pending']);

/** Builds suites from the elements of a JUnit file. */
export class SuiteCollector {
  readonly suites: JunitSuite[] = [];
  readonly #keep: (name: string) => boolean;
  readonly #kept: KeptSoFar;
  readonly #places = new ElementPlaces();
  /** The suites that are open, the innermost one last. */
  readonly #openSuites: JunitSuite[] = [];
  #wrapped = false;
  #case: OpenCase | undefined;
  #elements: OutcomeElement[] = [];

  constructor(keep: (name: string) => boolean, kept: KeptSoFar) {
    this.#keep = keep;
    this.#kept = kept;
  }

  /** Returns what is wrong with the element's place; undefined: nothing is wrong. */
  open(element: string, attributes: Attributes, line: number): string | undefined {
    this.#places.open(element);
    const misplaced = this.#places.misplaced();
    if (misplaced === undefined) this.#read(element, attributes, line);
    return misplaced;
  }

  #read(element: string, attributes: Attributes, line: number): void {
    switch (element) {
      case 'testsuites':
        this.#wrapped = true;
        break;
      case 'testsuite':
        this.#openSuite(emptySuite(attributes, this.#wrapped ? 2 : 1));
        this.#kept.addSuite(attributes['name'] ?? '');
        break;
      case 'property':
        if (this.#places.isPropertyOfSuite()) this.#setProperty(attributes['name'] ?? '', attributes['value'] ?? '');
        break;
      case 'testcase':
        this.#elements = [];
        this.#describeSuite(attributes);
        this.#case = {
          name: withoutPrefix(attributes['name'] ?? ''),
          status: attributes['status'],
          seconds: finite(attributes['time']),
          line,
          text: [],
          timeline: undefined,
        };
        break;
      case 'failure':
      case 'error':
      case 'skipped':
        if (this.#elements.length < TELLING_ELEMENTS) this.#elements.push({ name: element, type: attributes['type'] });
        break;
    }
  }

  #openSuite(suite: JunitSuite): void {
    this.suites.push(suite);
    this.#openSuites.push(suite);
  }

  get #suite(): JunitSuite | undefined {
    return this.#openSuites.at(-1);
  }

  /** Counts a case that was skipped. False: it has to be read, because it may be kept. */
  skip({ name, classname }: SkippedCase): boolean {
    const suite = this.#suite;
    if (suite === undefined || this.#mayKeep(withoutPrefix(name))) return false;
    this.#describeSuite({ status: 'skipped', classname });
    suite.countedCases += 1;
    suite.countedSpecs += 1;
    suite.skippedCases += 1;
    return true;
  }

  #mayKeep(name: string): boolean {
    // Among thousands of names, few have even this in them.
    const isNode = name.includes('Suite') && (SUITE_NODE.test(name) || SUITE_NODE_OF_GINKGO_1.test(name));
    return isNode || this.#keep(name);
  }

  /** Whether the current case is a wanted spec with a name longer than any real one. */
  hasEndlessName(): boolean {
    const { name } = this.#case ?? {};
    return name !== undefined && name.length > SPEC_NAME_LENGTH && this.#mayKeep(name);
  }

  /** Whether the text of the elements in the current case is kept: most belong to specs that are not wanted. */
  wantsText(): boolean {
    const name = this.#case?.name;
    return name !== undefined && this.#mayKeep(name);
  }

  addText(text: string): void {
    const texts = this.#case?.text;
    if (texts !== undefined && texts.length < TELLING_ELEMENTS) texts.push(text.trim());
  }

  /** Whether the element has the timeline of a failed spec that is kept. Ginkgo writes it after the failure. */
  wantsTimeline(element: string): boolean {
    if (this.#case === undefined || !this.#places.isOfCase()) return false;
    // openshift-tests writes no status, like Ginkgo 1, and the timeline in the same place.
    const isOld = this.#suite?.ginkgo === 1 || this.#case.status === undefined;
    if (element !== (isOld ? 'system-out' : 'system-err')) return false;
    return this.#elements.some(({ name }) => name !== 'skipped') && this.#keep(this.#case.name);
  }

  addTimeline(timeline: TimelineReader | undefined): void {
    if (this.#case !== undefined) this.#case.timeline = timeline;
  }

  close(element: string): void {
    this.#places.close();
    if (element === 'testsuite') this.#openSuites.pop();
    const suite = this.#suite;
    if (element !== 'testcase' || this.#case === undefined || suite === undefined) return;
    const { name, status, seconds, line, timeline } = this.#case;
    const joined = this.#case.text.join('\n');
    const ended: JunitCase = {
      name,
      state: stateIn(suite, status, this.#elements),
      seconds,
      text: suite.ginkgo === 1 ? joined.replace(PLACE_OF_GINKGO_1, '') : joined,
      reachability: null,
      line,
    };
    this.#case = undefined;
    this.#add(suite, ended, timeline);
  }

  #add(suite: JunitSuite, ended: JunitCase, timeline: TimelineReader | undefined): void {
    suite.countedCases += 1;
    if (!UNREMARKABLE.has(ended.state)) suite.unsuccessfulCases += 1;
    if (ended.state === 'skipped' || ended.state === 'pending') suite.skippedCases += 1;
    const node = suite.ginkgo === 1 ? SUITE_NODE_OF_GINKGO_1 : SUITE_NODE;
    const isNode = node.test(ended.name);
    if (!isNode) countSpec(suite, ended.state);
    const list = isNode ? suite.suiteNodes : this.#keep(ended.name) ? suite.specs : undefined;
    if (list === undefined) return;
    if (list === suite.specs) ended.reachability = this.#explanation(ended, timeline);
    list.push(ended);
    this.#kept.addSpec();
    this.#kept.addTexts(ended.name, ended.text);
  }

  #explanation({ state, text }: JunitCase, timeline = new TimelineReader()): ReachabilityFailure | null {
    if (UNREMARKABLE.has(state) || state === 'unreadable') return null;
    const found = reachabilityFailure(text, timeline.reading());
    return this.#kept.addExplanation(JSON.stringify(found).length) ? found : null;
  }

  #setProperty(name: string, value: string): void {
    const suite = this.#suite;
    if (suite === undefined) return;
    suite.ginkgo = 2;
    if ((suite.properties.get(name) ?? value) !== value) suite.contradictoryProperties.add(name);
    suite.properties.set(name, value);
    this.#kept.addTexts(name, value);
  }

  /** Facts about the suite that only its test cases show: Ginkgo 1 wrote no status, and in its first years no name of the suite. */
  #describeSuite({ status, classname = '' }: Attributes): void {
    const suite = this.#suite;
    if (suite === undefined) return;
    if (status !== undefined) suite.ginkgo = 2;
    if (suite.name === '') suite.name = classname;
  }
}

/** Ginkgo 2, which records whether its suite succeeded, never leaves the status out; without it nothing shows that a case passed. */
function stateIn(
  { properties }: JunitSuite,
  status: string | undefined,
  elements: readonly OutcomeElement[],
): JunitCase['state'] {
  const state = caseState(status, elements);
  return properties.has('SuiteSucceeded') && status === undefined && state === 'passed' ? 'unreadable' : state;
}

function countSpec(suite: JunitSuite, state: JunitCase['state']): void {
  suite.countedSpecs += 1;
  if (state === 'passed') suite.passedSpecs += 1;
  else if (!UNREMARKABLE.has(state)) suite.unsuccessfulSpecs += 1;
}

/** Null: not one of them is a number. */
function sum(...texts: readonly (string | undefined)[]): number | null {
  const numbers = texts.map(finite).filter((value) => value !== null);
  return numbers.length === 0 ? null : numbers.reduce((all, value) => all + value, 0);
}

function emptySuite(attributes: Attributes, ginkgo: JunitSuite['ginkgo']): JunitSuite {
  return {
    name: attributes['name'] ?? '',
    ginkgo,
    timestamp: attributes['timestamp'] ?? null,
    seconds: finite(attributes['time']),
    declaredCases: finite(attributes['tests']),
    declaredUnsuccessful: sum(attributes['failures'], attributes['errors']),
    declaredSkipped: sum(attributes['skipped'], attributes['disabled']),
    countedCases: 0,
    countedSpecs: 0,
    passedSpecs: 0,
    unsuccessfulSpecs: 0,
    skippedCases: 0,
    unsuccessfulCases: 0,
    properties: new Map(),
    contradictoryProperties: new Set(),
    specs: [],
    suiteNodes: [],
  };
}

function withoutPrefix(name: string): string {
  return (name.startsWith(IT_PREFIX) ? name.slice(IT_PREFIX.length) : name).trim();
}

function finite(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
