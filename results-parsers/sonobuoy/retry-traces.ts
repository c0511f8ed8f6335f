import { stripVTControlCharacters } from 'node:util';
import { isNetworkPolicySpec } from '../standard/catalogue.ts';
import { specSentence } from '../standard/spec-sentence.ts';

/** What the output of the e2e suite tells of specs that were tried again. */
export type RetryTraces = {
  /** NetworkPolicy specs by their words, and how many tries of each failed before the last one. */
  failedTries: Map<string, number>;
  /** Specs of any kind that are said to have taken several tries to pass. */
  named: number;
  /** How many there were of these, as the suite's own summary counts; null: the output has none. */
  summarized: number | null;
};

/** More specs than any suite has of NetworkPolicy. */
const MAX_SPECS = 1000;

const DELIMITER = /^-{30}$/;
/** How ginkgo heads the result of a spec; the mark before it depends on the platform, and has no bracket. */
const HEADER = /^[^\s[]+ ?(?:\[([A-Z][^\]]*)\] ?)?(?:DURING REPETITION #\d+ )?\[\d+(?:\.\d+)? seconds\]$/;
const FLAKY = /^FLAKEY TEST - TOOK ([1-9]\d{0,2}) ATTEMPTS TO PASS$/;
const RETRY = /^\s*Attempt #([1-9]\d{0,2}) Failed\. {2}Retrying/;
const SUMMARY = /-- \d+ Passed \| \d+ Failed \|(?: (\d{1,6}) Flaked \|)?/;

/**
 * Looks for retries in ginkgo's output, line by line (ginkgo 2.15 to 2.28, reporters/default_reporter.go).
 *
 * JUnit shows the last try of a spec only. The output says of a spec that passed how many it took, and, if the suite was run with
 * `-v`, between which of them it was tried again. The name of the spec follows after the header of its result, or, where specs run
 * one after the other with `-v`, stands after the delimiter before it ran.
 */
export class RetryTracesReader {
  readonly traces: RetryTraces = { failedTries: new Map(), named: 0, summarized: null };
  #mayBeName = false;
  /** Failed tries of the spec of which the header was read and the name was not. */
  #headed = 0;
  #spec: string | null = null;

  read(line: string): void {
    const text = line.includes('\u001b') ? stripVTControlCharacters(line) : line;
    const mayBeName = this.#mayBeName;
    this.#mayBeName = false;
    if (DELIMITER.test(text)) this.#delimit();
    else if (text.endsWith(' seconds]') && HEADER.test(text)) this.#head(text);
    else if (mayBeName && isNetworkPolicySpec(text)) this.#name(specSentence(text));
    else if (!this.#retry(text)) this.#summarize(text);
  }

  #delimit(): void {
    this.#mayBeName = true;
    this.#headed = 0;
    this.#spec = null;
  }

  #head(text: string): void {
    const [, tries] = FLAKY.exec(HEADER.exec(text)?.[1] ?? '') ?? [];
    this.#mayBeName = true;
    if (tries === undefined) return;
    this.traces.named += 1;
    this.#headed = Number(tries) - 1;
    if (this.#spec !== null) this.#add(this.#spec, this.#headed);
  }

  #name(spec: string): void {
    this.#spec = spec;
    this.#add(spec, this.#headed);
    this.#headed = 0;
  }

  #retry(text: string): boolean {
    const [, tries] = RETRY.exec(text) ?? [];
    if (tries !== undefined && this.#spec !== null) this.#add(this.#spec, Number(tries));
    return tries !== undefined;
  }

  #summarize(text: string): void {
    const found = SUMMARY.exec(text);
    if (found !== null) this.traces.summarized = Number(found[1] ?? 0);
  }

  #add(spec: string, failedTries: number): void {
    const { failedTries: known } = this.traces;
    if (failedTries === 0 || (known.size >= MAX_SPECS && !known.has(spec))) return;
    known.set(spec, Math.max(known.get(spec) ?? 0, failedTries));
  }
}
