/** What JUnit files may cost. A file that exceeds a limit is read up to there and counts as damaged. */
export type JunitLimits = {
  /** Elements inside each other; Ginkgo's files have five. */
  xmlDepth: number;
  /** Attributes of one element. */
  xmlAttributes: number;
  /** Characters of one attribute. */
  xmlAttributeLength: number;
  /** Characters between two tags, or inside one: bounds what the XML parser itself keeps. */
  xmlRunLength: number;
  /** Specs and suite nodes kept of all files of an archive together. */
  specs: number;
  /** Characters of names, settings and failures kept of all files of an archive together. */
  keptCharacters: number;
};

export const defaultJunitLimits: JunitLimits = {
  xmlDepth: 16,
  xmlAttributes: 64,
  xmlAttributeLength: 256 * 1024,
  xmlRunLength: 32 * 1024 ** 2,
  specs: 10_000,
  keptCharacters: 8 * 1024 ** 2,
};

/** Characters of the name of a spec; those of Kubernetes have at most 300. */
export const SPEC_NAME_LENGTH = 1024;

/** Characters kept of one failure; the rest is cut off, which does not count as damage. */
export const KEPT_TEXT_LENGTH = 16 * 1024;

/** Characters kept of what explains failures, of all files of an archive together; a cluster without any policy needs some 100 KiB. */
export const KEPT_EXPLANATIONS_LENGTH: number = 16 * 1024 ** 2;

/** Characters read of timelines, of all files of an archive together; the largest of a real run had some 2 MiB. */
export const READ_TIMELINES_LENGTH: number = 64 * 1024 ** 2;
