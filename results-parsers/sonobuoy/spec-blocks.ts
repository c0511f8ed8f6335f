import { isNetworkPolicySpec } from '../standard/catalogue.ts';
import { specSentence } from '../standard/spec-sentence.ts';

/** The role of a line in the blocks of ginkgo's output. `result`: ginkgo's words for how the spec ended, without its time. */
export type BlockLine =
  | { at: 'delimiter' }
  | { at: 'header'; result: string }
  | { at: 'name'; spec: string }
  | { at: 'inside' };

const DELIMITER = '-'.repeat(30);
/** The header of a spec's result in ginkgo's output; the mark before it depends on the platform, and has no bracket. */
const HEADER = /^[^\s[]+ ?(?:\[([A-Z][^\]]*)\] ?)?(?:DURING REPETITION #\d+ )?\[\d+(?:\.\d+)? seconds\]$/;

/**
 * Finds which lines of ginkgo's output belong to which NetworkPolicy spec (ginkgo 2.15 to 2.28, reporters/default_reporter.go). Even if specs
 * run in parallel, all output about a spec stands in one block.
 *
 * The name follows after the header of the result, or, where specs run one after the other with `-v`, stands after the delimiter.
 */
export class SpecBlocks {
  #spec: string | null = null;
  #mayBeName = false;

  /** The words of the name of the spec whose block the last line is in; null: of none. */
  get spec(): string | null {
    return this.#spec;
  }

  /** `line`: without colours. */
  read(line: string): BlockLine {
    const mayBeName = this.#mayBeName;
    this.#mayBeName = false;
    if (line === DELIMITER) {
      this.#mayBeName = true;
      this.#spec = null;
      return { at: 'delimiter' };
    }
    const header = line.endsWith(' seconds]') ? HEADER.exec(line) : null;
    if (header !== null) {
      this.#mayBeName = true;
      return { at: 'header', result: header[1] ?? '' };
    }
    if (!mayBeName || !isNetworkPolicySpec(line)) return { at: 'inside' };
    this.#spec = specSentence(line);
    return { at: 'name', spec: this.#spec };
  }
}
