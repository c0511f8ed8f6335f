import { caseState, type OutcomeElement } from './case-state.ts';
import type { JunitCase, JunitSuite } from './junit-report.ts';

type Attributes = Readonly<Record<string, string>>;

type OpenCase = { name: string; status: string | undefined; seconds: number | null; line: number; text: string[] };

const IT_PREFIX = /^\[It\] /;
/** Ginkgo lists nodes of the suite like specs, once for each process. */
const SUITE_NODE = /^\[(?:(?:Synchronized|Report)?(?:Before|After)Suite|DeferCleanup \(Suite\))\]/;
const UNREMARKABLE: ReadonlySet<string> = new Set(['passed', 'skipped', 'pending']);

/** Builds suites from the elements of a JUnit file. */
export class SuiteCollector {
  readonly suites: JunitSuite[] = [];
  readonly #keep: (name: string) => boolean;
  #case: OpenCase | undefined;
  #elements: OutcomeElement[] = [];
  #kept = 0;

  constructor(keep: (name: string) => boolean) {
    this.#keep = keep;
  }

  /** Cases held in memory. */
  get kept(): number {
    return this.#kept;
  }

  open(element: string, attributes: Attributes, line: number): void {
    switch (element) {
      case 'testsuite':
        this.suites.push(emptySuite(attributes));
        break;
      case 'property':
        this.suites.at(-1)?.properties.set(attributes['name'] ?? '', attributes['value'] ?? '');
        break;
      case 'testcase':
        this.#elements = [];
        this.#case = {
          name: attributes['name'] ?? '',
          status: attributes['status'],
          seconds: finite(attributes['time']),
          line,
          text: [],
        };
        break;
      case 'failure':
      case 'error':
      case 'skipped':
        this.#elements.push(element);
        break;
    }
  }

  addText(text: string): void {
    this.#case?.text.push(text.trim());
  }

  close(element: string): void {
    const suite = this.suites.at(-1);
    if (element !== 'testcase' || this.#case === undefined || suite === undefined) return;
    const { name, status, seconds, line, text } = this.#case;
    const ended: JunitCase = {
      name: name.replace(IT_PREFIX, ''),
      state: caseState(status, this.#elements),
      seconds,
      text: text.join('\n'),
      line,
    };
    this.#case = undefined;
    this.#add(suite, ended);
  }

  #add(suite: JunitSuite, ended: JunitCase): void {
    suite.countedCases += 1;
    if (!UNREMARKABLE.has(ended.state)) suite.unsuccessfulCases += 1;
    const list = SUITE_NODE.test(ended.name) ? suite.suiteNodes : this.#keep(ended.name) ? suite.specs : undefined;
    if (list === undefined) return;
    list.push(ended);
    this.#kept += 1;
  }
}

function emptySuite(attributes: Attributes): JunitSuite {
  return {
    name: attributes['name'] ?? '',
    timestamp: attributes['timestamp'] ?? null,
    seconds: finite(attributes['time']),
    declaredCases: finite(attributes['tests']),
    countedCases: 0,
    unsuccessfulCases: 0,
    properties: new Map(),
    specs: [],
    suiteNodes: [],
  };
}

function finite(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
