import * as z from 'zod';
import { API_VERSION } from '../../core/api-version.ts';
import { Cleanup } from './cleanup.ts';
import { LeftOut, Preflight } from './preflight.ts';

/** Directory of a plugin run's evidence; every path in a run record is relative to it. */
export const RUN_RECORD_FILE = 'run-record.json';
/** The JUnit that the plugin hands to Sonobuoy: only what counts. Derived from the evidence, never evidence itself. */
export const SONOBUOY_JUNIT_FILE = 'scs-networking.xml';

const Timestamp = z.iso.datetime();

/** A file that the run leaves as evidence. */
export const EvidenceFile = z.object({
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

/** If some connections were wrong, upstream probes all of them a second time, and reports nothing if they are right then. */
export const SecondProbe = z.object({
  /** From the beginning of the first probe to the end of the second; null: the output does not show it. */
  seconds: z.number().nonnegative().nullable(),
  /** Whether a connection was open at first that a policy forbids. */
  leaked: z.boolean(),
});
export type SecondProbe = z.infer<typeof SecondProbe>;

/** What the runner saw of a spec in ginkgo's output while it ran. Proof of a failure, never of a pass: that takes the JUnit. */
export const ObservedSpec = z.object({
  name: z.string(),
  state: z.enum(['passed', 'failed', 'skipped', 'pending', 'timedout', 'interrupted', 'aborted', 'panicked']),
  seconds: z.number().nonnegative(),
  /** Left out: there was none. */
  secondProbes: z.array(SecondProbe).optional(),
});
export type ObservedSpec = z.infer<typeof ObservedSpec>;

/**
 * Why the suite was executed.
 *
 * - `all`: all that the focus names.
 * - `again`: what failed before, one spec after the other.
 * - `waived`: what was left out at first, see `leftOut`.
 */
export const AttemptPurpose = z.enum(['all', 'again', 'waived']);
export type AttemptPurpose = z.infer<typeof AttemptPurpose>;

/** One execution of the e2e suite. */
export const Attempt = z.object({
  number: z.int().positive(),
  purpose: AttemptPurpose.default('all'),
  command: z.array(z.string()),
  startedAt: Timestamp,
  endedAt: Timestamp,
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  /** Null: the suite ended without writing it. */
  junit: z.string().nullable(),
  log: z.string().nullable(),
  /** Specs that ginkgo announced it would run; null: it ended before it said so. */
  announced: z.int().nonnegative().nullable(),
  observed: z.array(ObservedSpec),
});
export type Attempt = z.infer<typeof Attempt>;

/**
 * How the run ended.
 *
 * - `completed`: the suite ended by itself and left its JUnit, whatever the specs' outcomes.
 * - `deadline`: the runner's own deadline passed.
 * - `terminated`: the runner was told to stop (SIGTERM, SIGINT).
 * - `suite-crashed`: the suite was killed, or ended without its JUnit.
 * - `specs-held-back`: the specs were not run, because the cluster's default restrictions would make them fail; `reason` names these.
 * - `runner-failed`: the runner itself could not do its work; `reason` says why.
 * - `preflight-failed`: a fair run is impossible, so no spec was started; `preflight` says why.
 */
export const RunEnding = z.enum([
  'completed',
  'deadline',
  'terminated',
  'suite-crashed',
  'specs-held-back',
  'runner-failed',
  'preflight-failed',
]);
export type RunEnding = z.infer<typeof RunEnding>;

/** The runner's settings as they were in force; see src/runner/settings.ts for where each comes from. */
export const RecordedSettings = z.object({
  focus: z.string(),
  skip: z.string(),
  processes: z.int().positive(),
  /** How the number of processes came about. */
  processesReason: z.string().default(''),
  deadlineSeconds: z.int().positive(),
  dryRun: z.boolean(),
  /** Which of our own checks were to run, as SCS_CHECKS says it; null: the runner had none. */
  checks: z.string().nullable().default(null),
  /** How often a spec may be executed in total. */
  attempts: z.int().positive().default(1),
  /** Where the images of the specs come from; null: from upstream's registries. */
  registry: z.string().nullable().default(null),
  /** Whether waived specs are run although they cannot pass. */
  runWaived: z.boolean().default(false),
});
export type RecordedSettings = z.infer<typeof RecordedSettings>;

/** The plugin's record of its own run, written after all other evidence. Fields with a default were added later. */
export const RunRecord = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('RunRecord'),
  runId: z.uuid(),
  runnerVersion: z.string(),
  startedAt: Timestamp,
  endedAt: Timestamp,
  ending: RunEnding,
  /** For people: why the run ended as it did; empty when it completed. */
  reason: z.string(),
  settings: RecordedSettings,
  versions: z.object({
    /** What `e2e.test --version` printed; null: it could not be asked. */
    e2e: z.string().nullable(),
    ginkgo: z.string().nullable(),
    node: z.string(),
  }),
  /** The file with the output of `e2e.test --list-tests`; null: it could not be asked. */
  specList: z.string().nullable(),
  attempts: z.array(Attempt),
  /** Null: the run did not reach the cluster, or is of a runner that did not look (0.1.0 before it had one). */
  cleanup: Cleanup.nullable().default(null),
  /** Null: the runner did not look, or could not. */
  preflight: Preflight.nullable().default(null),
  /** Null: nothing is left out. */
  leftOut: LeftOut.nullable().default(null),
  /** Why failed specs were not retried; empty: they were, or none failed. */
  notTriedAgain: z.string().default(''),
  evidence: z.array(EvidenceFile),
});
export type RunRecord = z.infer<typeof RunRecord>;
