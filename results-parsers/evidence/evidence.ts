import type { ArchiveProblem } from '../archive/archive-problem.ts';
import type { Digest } from '../archive/digest.ts';
import type { JsonDocument } from '../archive/json-document.ts';
import type { ClusterFacts, PodPlaces } from '../cluster/cluster-facts.ts';
import type { CniDetection } from '../cluster/cni/detection.ts';
import type { CheckObservations } from '../documents/checks/check-observations.ts';
import type { Redaction } from '../documents/redaction.ts';
import type { ObservedSpec, RunRecord } from '../documents/run-record/run-record.ts';
import type { JunitReading } from '../junit/junit-report.ts';
import type { RunPolicies } from '../policy-model/run-policies.ts';
import type { ExecTraces } from '../sonobuoy/exec-traces.ts';
import type { LoggedEnd } from '../sonobuoy/logged-end.ts';
import type { RetryTraces } from '../sonobuoy/retry-traces.ts';
import type { SonobuoyResults } from '../sonobuoy/sonobuoy-results.ts';
import type { SuiteSummary } from '../sonobuoy/suite-summary.ts';

/** Something the archive says, and the file that says it. */
export type Claim<T> = { value: T; path: string };

/** A JUnit file of the e2e suite. */
export type JunitEvidence = { path: string; reading: JunitReading };

/** One execution of the e2e suite, in the order in which they took place. */
export type AttemptEvidence = {
  number: number;
  junit: JunitEvidence[];
  /** What the output of the suite shows about retries; empty: there is no output. */
  retries: Claim<RetryTraces>[];
  /** What the same outputs show about the execs by which specs probe connections. */
  execs: Claim<ExecTraces>[];
  /** What the same outputs say about the suite as a whole. */
  summaries: Claim<SuiteSummary>[];
  /** What the runner saw while the suite ran, and the run record that says so; counts only when there is no JUnit. */
  observed: Claim<ObservedSpec[]> | null;
};

/** `scs-networking`: run by our runner, which leaves a run record. `e2e`: Sonobuoy's plugin of the upstream suite. */
type PluginKind = 'scs-networking' | 'e2e';

/** Everything that a verdict rests on, whatever it was read from. Rules look at nothing else. */
export type Evidence = {
  /** `bare-files`: JUnit files of the e2e suite that were given without the archive of a run. */
  source: 'sonobuoy' | 'bare-files';
  archiveProblems: ArchiveProblem[];
  /** What a redacted archive records about the archive it was made from. */
  redaction: JsonDocument<Redaction>;
  /** Documents that must be there, whatever they say. */
  metadata: JsonDocument<unknown>[];
  serverVersion: Claim<string> | null;
  cni: CniDetection;
  cluster: ClusterFacts;
  podPlaces: PodPlaces;
  /** Null: there are none in Sonobuoy's namespace, as far as the archive shows. */
  runPolicies: RunPolicies | null;
  /** When Sonobuoy's own pods of this run were made. */
  runPods: Claim<string>[];
  /** The plugins that Sonobuoy says it ran; null: it does not say. */
  listedPlugins: Claim<string[]> | null;
  plugin: { name: string; kind: PluginKind; image: string | null } | null;
  /** The plugins that are there, judged or not. */
  pluginsPresent: string[];
  pluginErrors: Claim<string>[];
  /** How Sonobuoy ran the plugin; null: the archive does not say. */
  sonobuoy: { namespace: string | null; timeoutSeconds: number | null };
  /** Where the logs of the plugin's pods lie in the archive, sorted. Their content is no evidence. */
  podLogs: string[];
  /** What Sonobuoy's own results list of JUnit files; null: there are none that can be read. */
  sonobuoyResults: Claim<SonobuoyResults> | null;
  /** How each output of the e2e suite ends, sorted by path. */
  loggedEnds: Claim<LoggedEnd>[];
  /** Null: the plugin leaves none. */
  runRecord: JsonDocument<RunRecord> | null;
  /** Where the paths in the run record begin. */
  resultsDirectory: string;
  attempts: AttemptEvidence[];
  /** JUnit files that no attempt of the run record names. */
  strayJunit: string[];
  /** Who asked for a dry run, apart from the JUnit files. */
  dryRunRequests: string[];
  /** What our own checks saw, sorted by path. */
  checks: JsonDocument<CheckObservations>[];
  /** Sources that name the e2e binary's version, the best one first. */
  e2eVersions: Claim<string>[];
  /** What the e2e suite logged as the API server's version. */
  loggedServerVersions: Claim<string>[];
  /** The NetworkPolicy specs that the e2e binary lists. */
  specList: Claim<string[]> | null;
  /** How many specs of all kinds it lists; null: there is no list. */
  listedSpecs: Claim<number> | null;
  /** The digest of each file of evidence that came whole, by its path. */
  digests: Map<string, Digest>;
};

/** The part of the evidence that depends on who ran the suite. */
export type RunEvidence = Pick<
  Evidence,
  'runRecord' | 'attempts' | 'strayJunit' | 'dryRunRequests' | 'e2eVersions' | 'specList' | 'listedSpecs'
>;
