import * as z from 'zod';
import { ClusterFacts } from '../../cluster/cluster-facts.ts';
import { CniDetection } from '../../cluster/cni/detection.ts';
import { API_VERSION } from '../../core/api-version.ts';
import { ClauseId, Level } from '../../standard/clauses.ts';
import { OutcomeBeforeWaivers, WaiverReport } from '../../waivers/match-waivers.ts';
import { CheckVerdict } from '../checks/check-verdict.ts';
import { Position } from '../position.ts';
import { RunEnding } from '../run-record/run-record.ts';
import { Explanation } from './explanation.ts';
import { FailurePlace } from './failure-place.ts';
import { Finding } from './finding.ts';
import { SpecOutcome } from './spec-outcome.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().nonnegative();
const Timestamp = z.iso.datetime();

/**
 * - `satisfied`, `not-satisfied`: the evidence proves it.
 * - `partly-satisfied`: of a clause with several parts, only some are.
 * - `declared`: the provider says so, which no test can prove.
 * - `undetermined`: the evidence does not show it.
 */
export const ClauseOutcome = z.enum(['satisfied', 'not-satisfied', 'partly-satisfied', 'declared', 'undetermined']);
export type ClauseOutcome = z.infer<typeof ClauseOutcome>;

export const VerdictWord = z.enum(['compliant', 'non-compliant', 'inconclusive']);
export type VerdictWord = z.infer<typeof VerdictWord>;

export const ClauseVerdict = z.object({
  id: ClauseId,
  level: Level,
  title: z.string(),
  /** The decision as the standard words it. */
  decision: z.string(),
  outcome: ClauseOutcome,
  findings: z.array(Finding),
});
export type ClauseVerdict = z.infer<typeof ClauseVerdict>;

export const SpecVerdict = z.object({
  /** Full Ginkgo name, without `[It] `. */
  name: z.string(),
  required: z.boolean(),
  /** The part of the NetworkPolicy API that it exercises; null: no catalogue knows the spec. */
  exercises: z.string().nullable(),
  /** The outcome that counts: after waivers, and with `strictFlakes` a flake is a failure. */
  outcome: SpecOutcome,
  outcomeBeforeWaivers: OutcomeBeforeWaivers,
  /** Ids of the waivers that exempt it; the first stands for them. */
  waivedBy: z.array(z.string()),
  /** Beginning of the last failure's message; null: there was none. */
  failure: z.string().nullable(),
  /** What that failure means; null: there was none, or nothing more is known of it. */
  explanation: Explanation.nullable(),
  /** Where the pods of that failure were, as far as the archive shows; sorted. Empty if there was none. */
  places: z.array(FailurePlace),
  attempts: z.array(
    z.object({
      number: z.int().positive(),
      outcome: SpecOutcome,
      /** Over all attempts. */
      seconds: z.number().nullable(),
      evidence: Position,
      /** Failed attempts before it passed, which only the output of the suite shows; null: it shows none. */
      failedTries: z.object({ count: z.int().positive(), path: z.string() }).nullable(),
    }),
  ),
});
export type SpecVerdict = z.infer<typeof SpecVerdict>;

/** How the suite was run; null: the evidence does not show it. */
export const RunFacts = z.object({
  /** The runner's own id of the run, or Sonobuoy's. */
  id: z.string().nullable(),
  sonobuoyVersion: z.string().nullable(),
  /** What Sonobuoy calls this run of all its plugins. */
  sessionId: z.string().nullable(),
  /** The files that show the above; null: there is none that can be read. */
  evidence: z.object({ runRecord: z.string().nullable(), sonobuoyConfig: z.string().nullable() }),
  ending: RunEnding.nullable(),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  attempts: z.array(
    z.object({
      number: z.int().positive(),
      junit: z.array(z.string()),
      focus: z.string().nullable(),
      skip: z.string().nullable(),
      processes: Count.nullable(),
      flakeAttempts: Count.nullable(),
      startedAt: Timestamp.nullable(),
      endedAt: Timestamp.nullable(),
    }),
  ),
});
export type RunFacts = z.infer<typeof RunFacts>;

/** The statement about one archive. The same archive and inputs give the same verdict, byte for byte. */
export const Verdict = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('Verdict'),
  verdict: VerdictWord,
  standard: z.object({ id: z.string(), title: z.string() }),
  tool: z.object({ name: z.literal('scs-networking'), version: z.string() }),
  subject: z.object({
    /** Kubernetes' own version, without what a vendor added. */
    serverVersion: z.string().nullable(),
    vendorSuffix: z.string().nullable(),
    e2eVersion: z.string().nullable(),
    /** The files that show the two versions; null: none does. */
    versionEvidence: z.object({ server: z.string().nullable(), e2e: z.string().nullable() }),
    cni: CniDetection,
    cluster: ClusterFacts,
  }),
  archive: z.object({
    name: z.string(),
    /** The path or key by which the caller named it among others; left out: the caller named it alone. */
    source: z.string().optional(),
    /** How it was given; a directory's digest is of the lines that `sha256sum` prints for its files, sorted by path. */
    container: z.enum(['tar', 'directory', 'file']),
    bytes: Count,
    sha256: Sha256,
  }),
  plugin: z
    .object({ name: z.string(), kind: z.enum(['scs-networking', 'e2e']), image: z.string().nullable() })
    .nullable(),
  run: RunFacts,
  catalogue: z.object({
    source: z.enum(['kubernetes-minor', 'spec-list', 'every-known-minor', 'newest-known-minor', 'none']),
    minor: z.string().nullable(),
    specs: Count,
  }),
  /** Required specs by outcome, and the NetworkPolicy specs beyond them. */
  summary: z.object({
    required: Count,
    passed: Count,
    flaky: Count,
    failed: Count,
    waived: Count,
    skipped: Count,
    missing: Count,
    timedOut: Count,
    interrupted: Count,
    further: Count,
  }),
  clauses: z.array(ClauseVerdict),
  /** What our own checks found, in the order of the clauses. */
  checks: z.array(CheckVerdict),
  /** Every waiver, whether or not it exempts anything, sorted by id. */
  waivers: z.array(WaiverReport),
  /** The day, in UTC, on which waivers had to be in force; null: not known, so no waiver with an end is in force. */
  waiversAsOf: z.iso.date().nullable(),
  specs: z.array(SpecVerdict),
  /** Files that the verdict rests on. */
  evidence: z.array(z.object({ path: z.string(), bytes: Count, sha256: Sha256 })),
  /** What the verdict rests on besides the archive. */
  inputs: z.object({
    plugin: z.string().nullable(),
    /** The cluster's Kubernetes version as the caller named it; left out: the caller did not. */
    kubernetes: z.string().optional(),
    /** Limits that are not the default ones. */
    limits: z.record(z.string(), z.number()),
    /** Files of waivers. */
    waivers: z.array(z.object({ source: z.string(), sha256: Sha256 })),
    /** The file of declarations; null: none was given. */
    declarations: z.object({ source: z.string(), sha256: Sha256 }).nullable(),
    /** Whether the default waivers, which are part of the tool, were in force. */
    defaultWaivers: z.boolean(),
    /** The day that was asked for; null: that of the run. */
    asOf: z.iso.date().nullable(),
    strictFlakes: z.boolean(),
    /** Whether behaviour that upstream's specs do not test had to conform to the API, too. */
    extended: z.boolean(),
  }),
});
export type Verdict = z.infer<typeof Verdict>;
