import type { ObservedSpec, SecondProbe } from '../../../results-parsers/documents/run-record/run-record.ts';
import { specNameOf } from './displayed-name.ts';
import type { GinkgoEvent } from './ginkgo-output.ts';

/** More than the largest suite has specs; keeps the run record bounded whatever the output says. */
const MOST_SPECS = 20_000;
const LONGEST_NAME = 1_000;
const BEFORE_SUITE = /^(?:Synchronized)?BeforeSuite$/;

/** What was observed of an attempt so far. */
export class ObservedSpecs {
  readonly specs: ObservedSpec[] = [];
  /** Specs that ginkgo announced; null: not yet. */
  announced: number | null = null;
  /** Whether the suite has got beyond what comes before its specs. */
  hasBegun = false;
  passed = 0;
  skipped = 0;
  readonly failures: string[] = [];
  /** Suite-level nodes that failed, such as BeforeSuite. */
  readonly failedNodes: string[] = [];
  readonly #known: ReadonlySet<string>;
  /** Of the spec that is shown next. */
  #secondProbes: SecondProbe[] = [];

  /** @param known full names of all specs that the suite has */
  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  /** Takes in an event; returns the spec that it completes, if any. */
  add(event: GinkgoEvent): ObservedSpec | null {
    if (event.type === 'announced') {
      this.announced = event.specs;
      return null;
    }
    if (event.type === 'suite-node') {
      if (event.state === 'passed' && BEFORE_SUITE.test(event.node)) this.hasBegun = true;
      if (event.state !== 'passed' && event.state !== 'skipped') this.failedNodes.push(`${event.node} ${event.state}`);
      return null;
    }
    if (event.type === 'second-probe') {
      this.#addSecondProbe(event);
      return null;
    }
    if (this.specs.length >= MOST_SPECS) return null;
    this.hasBegun = true;
    const name = specNameOf(event.title, this.#known).slice(0, LONGEST_NAME);
    const secondProbes = this.#secondProbes.length === 0 ? {} : { secondProbes: this.#secondProbes };
    const spec: ObservedSpec = { name, state: event.state, seconds: event.seconds, ...secondProbes };
    this.#secondProbes = [];
    this.specs.push(spec);
    if (spec.state === 'passed') this.passed += 1;
    else if (spec.state === 'skipped' || spec.state === 'pending') this.skipped += 1;
    else this.failures.push(name);
    return spec;
  }

  #addSecondProbe({ probe, of }: Extract<GinkgoEvent, { type: 'second-probe' }>): void {
    const last = this.specs.at(-1);
    if (of === 'next-spec') this.#secondProbes.push(probe);
    else if (last !== undefined) last.secondProbes = [...(last.secondProbes ?? []), probe];
  }

  /** One line for people, such as `[12/50] passed      3.2 s  NAME`. */
  describe(spec: ObservedSpec): string {
    const place = `[${this.specs.length}/${this.announced ?? '?'}]`;
    return `${place} ${spec.state.padEnd(11)} ${spec.seconds.toFixed(1).padStart(6)} s  ${spec.name}`;
  }
}
