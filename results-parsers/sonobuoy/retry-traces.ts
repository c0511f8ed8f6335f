import type { BlockLine, SpecBlocks } from './spec-blocks.ts';

/** What the output of the e2e suite shows about specs that were retried. */
export type RetryTraces = {
  /** NetworkPolicy specs by their words, and how many tries of each failed before the last one. */
  failedTries: Map<string, number>;
  /** Specs of any kind that needed several tries to pass, by the output. */
  named: number;
  /** How many of these there were by the suite's own summary; null: the output has no summary. */
  summarized: number | null;
};

/** More specs than any suite has of NetworkPolicy. */
const MAX_SPECS = 1000;

const FLAKY = /^FLAKEY TEST - TOOK ([1-9]\d{0,2}) ATTEMPTS TO PASS$/;
const RETRY = /^\s*Attempt #([1-9]\d{0,2}) Failed\. {2}Retrying/;
const SUMMARY = /-- \d+ Passed \| \d+ Failed \|(?: (\d{1,6}) Flaked \|)?/;

/**
 * Looks for retries in ginkgo's output, line by line (ginkgo 2.15 to 2.28, reporters/default_reporter.go).
 *
 * JUnit shows the last try of a spec only. The output says of a spec that passed how many it took, and, if the suite was run with
 * `-v`, between which of them it was retried.
 */
export class RetryTracesReader {
  readonly traces: RetryTraces = { failedTries: new Map(), named: 0, summarized: null };
  readonly #blocks: SpecBlocks;
  /** Failed tries of the spec of which the header was read and the name was not. */
  #headed = 0;

  /** `blocks` has read each line before this does. */
  constructor(blocks: SpecBlocks) {
    this.#blocks = blocks;
  }

  /** `text`: without colours. */
  read(text: string, block: BlockLine): void {
    switch (block.at) {
      case 'delimiter':
        this.#headed = 0;
        break;
      case 'header':
        this.#head(block.result);
        break;
      case 'name':
        this.#add(block.spec, this.#headed);
        this.#headed = 0;
        break;
      case 'inside':
        if (!this.#retry(text)) this.#summarize(text);
        break;
      default:
        block satisfies never;
    }
  }

  #head(result: string): void {
    const [, tries] = FLAKY.exec(result) ?? [];
    if (tries === undefined) return;
    const { spec } = this.#blocks;
    this.traces.named += 1;
    this.#headed = Number(tries) - 1;
    if (spec !== null) this.#add(spec, this.#headed);
  }

  #retry(text: string): boolean {
    const [, tries] = RETRY.exec(text) ?? [];
    const { spec } = this.#blocks;
    if (tries !== undefined && spec !== null) this.#add(spec, Number(tries));
    return tries !== undefined;
  }

  #summarize(text: string): void {
    const found = text.includes('Passed | ') ? SUMMARY.exec(text) : null;
    if (found !== null) this.traces.summarized = Number(found[1] ?? 0);
  }

  #add(spec: string, failedTries: number): void {
    const { failedTries: known } = this.traces;
    if (failedTries === 0 || (known.size >= MAX_SPECS && !known.has(spec))) return;
    known.set(spec, Math.max(known.get(spec) ?? 0, failedTries));
  }
}
