import type { ReachabilityFailure } from '../documents/verdict/reachability-failure.ts';

/**
 * How one test case ended, in Ginkgo's words.
 *
 * `unreadable`: status and content contradict each other, or the status is none that Ginkgo writes.
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
  /** What its failure and timeline say of the connections that it probed; null: it did not fail, or too much is kept already. */
  reachability: ReachabilityFailure | null;
  /** Line of its opening tag, from 1. */
  line: number;
};

export type JunitSuite = {
  name: string;
  /**
   * Who wrote it. Ginkgo 1, up to Kubernetes 1.24, says of a spec only whether it failed or was skipped, of the suite not
   * how it was run or ended, and lists the suite's nodes only if they fail.
   */
  ginkgo: 1 | 2;
  /** When it started, as Ginkgo writes it: without a time zone. */
  timestamp: string | null;
  seconds: number | null;
  /** How many test cases the suite says it has; of Ginkgo 1, how many it meant to run in all files together. */
  declaredCases: number | null;
  /** How many of them it says failed or had an error, and were skipped or disabled; null: it does not say. */
  declaredUnsuccessful: number | null;
  declaredSkipped: number | null;
  /** How many there were. */
  countedCases: number;
  /** Of these, specs (and not nodes of the suite), and those of the specs that passed or were ended in another way than by being skipped. */
  countedSpecs: number;
  passedSpecs: number;
  unsuccessfulSpecs: number;
  /** Test cases of any kind that were skipped or are pending. */
  skippedCases: number;
  /** Test cases of any kind that neither passed nor were skipped or pending. */
  unsuccessfulCases: number;
  /** Ginkgo's settings and results by name, such as `DryRun`; Ginkgo 1 wrote none. */
  properties: Map<string, string>;
  /** Names of properties that are there with several values. */
  contradictoryProperties: Set<string>;
  /** The specs that the caller asked for. */
  specs: JunitCase[];
  suiteNodes: JunitCase[];
};

export type JunitProblem = { message: string; line: number; column: number };

/** What a JUnit file said until it ended or broke. */
export type JunitReading = { suites: JunitSuite[]; problem: JunitProblem | null };
