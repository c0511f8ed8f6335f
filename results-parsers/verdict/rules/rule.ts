import type { DeclarationContext } from '../../declarations/declaration.ts';
import type { Finding } from '../../documents/verdict/finding.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { WaiverReport } from '../../waivers/match-waivers.ts';
import type { WaiverContext } from '../../waivers/waiver-context.ts';
import type { JudgedChecks } from '../judged-checks.ts';
import type { RequiredSpecs, RunVersions } from '../required-specs.ts';
import type { SpecResult } from '../spec-results.ts';
import type { SuiteEvidence } from '../suites.ts';

/** Everything that a rule may look at. */
export type JudgedRun = {
  evidence: Evidence;
  versions: RunVersions;
  required: RequiredSpecs;
  specs: SpecResult[];
  suites: SuiteEvidence[];
  checks: JudgedChecks;
  /** The provider's statements about clauses, and the day on which they have to hold. */
  declarations: DeclarationContext;
  /** Every waiver, and its effect. */
  waivers: WaiverReport[];
  /** The facts that waivers had to fit. */
  waiverContext: WaiverContext;
  /** The cluster's Kubernetes version as the caller names it; null: the caller does not. */
  stated: string | null;
  /** A spec that failed and then passed counts as failed. */
  strictFlakes: boolean;
  /** What upstream's specs do not test must conform to the API, too. */
  extended: boolean;
};

/** One condition of the clause: its findings speak against the clause, or are worth knowing. */
export type Rule = (run: JudgedRun) => Finding[];
