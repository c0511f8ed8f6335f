import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';

/**
 * How one test case ended, in Ginkgo's words.
 *
 * `unreadable`: status and content contradict each other, or Ginkgo writes no such status.
 */
export type CaseState =
  | 'passed'
  | 'failed'
  | 'skipped'
  | 'pending'
  | 'timedout'
  | 'interrupted'
  | 'aborted'
  | 'panicked'
  | 'unreadable';

/** A spec, or a node of the suite such as `[SynchronizedBeforeSuite]`. */
export type JunitCase = {
  /** Without the `[It] ` that Ginkgo 2 puts before the names of specs. */
  name: string;
  state: CaseState;
  seconds: number | null;
  /** What the failure, error or skip says; cut off beyond `KEPT_TEXT_LENGTH`. */
  text: string;
  /** What its failure and timeline say about the connections that it probed; null: it did not fail, or too much is kept already. */
  reachability: ReachabilityFailure | null;
  /** Line of its opening tag, from 1. */
  line: number;
};

export type JunitSuite = {
  name: string;
  /**
   * What wrote it. Ginkgo 1, up to Kubernetes 1.24, records only whether a spec failed or was skipped, not
   * how the suite was run or ended, and lists the suite's nodes only if they fail.
   */
  ginkgo: 1 | 2;
  /** When it started, as Ginkgo writes it: without a time zone. */
  timestamp: string | null;
  seconds: number | null;
  /** How many test cases the suite says it has; with Ginkgo 1, how many it meant to run in all files together. */
  declaredCases: number | null;
  /** How many of them it says failed or had an error, and were skipped or disabled; null: it does not say. */
  declaredUnsuccessful: number | null;
  declaredSkipped: number | null;
  /** How many there actually were. */
  countedCases: number;
  /** Of these, the specs (not nodes of the suite); those that passed; and those that ended in another way, but were not skipped. */
  countedSpecs: number;
  passedSpecs: number;
  unsuccessfulSpecs: number;
  /** Test cases of any kind that were skipped or are pending. */
  skippedCases: number;
  /** Test cases of any kind that neither passed nor were skipped or pending. */
  unsuccessfulCases: number;
  /** Ginkgo's settings and results by name, such as `DryRun`; Ginkgo 1 wrote none. */
  properties: Map<string, string>;
  /** Names of properties that occur with several values. */
  contradictoryProperties: Set<string>;
  /** The specs that the caller asked for. */
  specs: JunitCase[];
  suiteNodes: JunitCase[];
};

export type JunitProblem = { message: string; line: number; column: number };

/** The content of a JUnit file up to its end or to what is wrong with it. */
export type JunitReading = { suites: JunitSuite[]; problem: JunitProblem | null };
