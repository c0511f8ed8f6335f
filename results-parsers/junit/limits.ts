/** What a JUnit file may cost. A file that goes beyond is read up to there and counts as damaged. */
export type JunitLimits = {
  /** Elements inside each other; Ginkgo's files have five. */
  depth: number;
  /** Attributes of one element. */
  attributes: number;
  /** Characters of one attribute. */
  attributeLength: number;
  /** Characters between two tags, or inside one: bounds what the XML parser itself keeps. */
  runLength: number;
  /** Characters kept of one failure; more is cut off, which is no damage. */
  textLength: number;
  /** Specs and suite nodes kept. */
  cases: number;
};

export const defaultJunitLimits: JunitLimits = {
  depth: 16,
  attributes: 64,
  attributeLength: 64 * 1024,
  runLength: 64 * 1024 ** 2,
  textLength: 16 * 1024,
  cases: 50_000,
};
