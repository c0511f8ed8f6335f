import type { JsonDocument } from '../archive/json-document.ts';
import { API_VERSION } from '../core/api-version.ts';
import type { Declaration } from '../declarations/declaration.ts';
import type { SpecOutcome } from '../documents/verdict/spec-outcome.ts';
import { type SpecVerdict, Verdict } from '../documents/verdict/verdict.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { SonobuoyConfig } from '../sonobuoy/documents.ts';
import { withoutPreamble } from '../spec-failures/failure-message.ts';
import { standard } from '../standard/clauses.ts';
import { parseStatedVersion } from '../standard/kubernetes-version.ts';
import { clauseVerdicts, verdictOf } from './clauses/clause-verdicts.ts';
import { failurePlaces } from './failure-places.ts';
import { judgedChecks } from './judged-checks.ts';
import { outcomeOfState } from './outcomes.ts';
import { requiredSpecs, runVersions } from './required-specs.ts';
import { runFacts } from './run-facts.ts';
import { type SpecResult, specResults } from './spec-results.ts';
import { suitesOf } from './suites.ts';
import { leftOutSpecs } from './untried-specs.ts';
import { type Leniency, waivedSpecs, waiverContext } from './waived-specs.ts';

/** The parts of the verdict that no rule looks at. */
export type VerdictContext = {
  toolVersion: string;
  archive: Verdict['archive'];
  config: JsonDocument<SonobuoyConfig>;
  inputs: Verdict['inputs'];
  leniency: Leniency;
  declarations: readonly Declaration[];
};

/** Evidence to verdict. No clock, no environment: the same arguments give the same verdict. */
export function judge(evidence: Evidence, context: VerdictContext): Verdict {
  const stated = context.inputs.kubernetes;
  const versions = runVersions(evidence, stated === undefined ? null : (parseStatedVersion(stated) ?? null));
  const required = requiredSpecs(evidence, versions);
  const run = runFacts(evidence, context.config);
  const { asOf, strictFlakes } = context.leniency;
  const fitting = waiverContext(evidence, versions, asOf ?? dayOf(run.startedAt));
  const results = specResults(evidence, required.names);
  const { specs, reports } = waivedSpecs(results, fitting, context.leniency, leftOutSpecs(evidence));
  const suites = suitesOf(evidence);
  const checks = judgedChecks(evidence);
  const declarations = { declarations: context.declarations, day: fitting.day };
  const clauses = clauseVerdicts({
    evidence,
    versions,
    required,
    specs,
    suites,
    checks,
    declarations,
    waivers: reports,
    strictFlakes,
    extended: context.inputs.extended,
    stated: stated ?? null,
    waiverContext: fitting,
  });
  return Verdict.parse({
    apiVersion: API_VERSION,
    kind: 'Verdict',
    verdict: verdictOf(clauses),
    standard,
    tool: { name: 'scs-networking', version: context.toolVersion },
    subject: {
      serverVersion: versions.server?.release ?? null,
      vendorSuffix: versions.server?.vendorSuffix ?? null,
      e2eVersion: versions.e2e === null ? null : versions.e2e.release + versions.e2e.vendorSuffix,
      versionEvidence: { server: evidence.serverVersion?.path ?? null, e2e: evidence.e2eVersions[0]?.path ?? null },
      cni: evidence.cni,
      cluster: evidence.cluster,
    },
    archive: context.archive,
    plugin: evidence.plugin,
    run,
    catalogue: { source: required.source, minor: required.minor, specs: required.names.length },
    summary: summaryOf(specs),
    clauses,
    checks: checks.judged.map(({ verdict }) => verdict),
    waivers: reports,
    waiversAsOf: fitting.day,
    specs: specs.map((spec) => specVerdict(spec, evidence)),
    evidence: [...evidence.digests]
      .map(([path, digest]) => ({ path, ...digest }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    inputs: context.inputs,
  } satisfies Verdict);
}

function dayOf(timestamp: string | null): string | null {
  return timestamp?.slice(0, 10) ?? null;
}

function summaryOf(specs: readonly SpecResult[]): Verdict['summary'] {
  const required = specs.filter((spec) => spec.required);
  const count = (outcome: SpecOutcome): number => required.filter((spec) => spec.outcome === outcome).length;
  return {
    required: required.length,
    passed: count('passed'),
    flaky: count('flaky'),
    failed: count('failed'),
    waived: count('waived'),
    skipped: count('skipped'),
    missing: count('missing'),
    timedOut: count('timed-out'),
    interrupted: count('interrupted'),
    further: specs.length - required.length,
  };
}

const FAILURE_LENGTH = 500;

function specVerdict(spec: SpecResult, { podPlaces }: Evidence): SpecVerdict {
  const { name, required, exercises, outcome, outcomeBeforeWaivers, waivedBy, explanation, reports } = spec;
  const failure = reports.findLast(({ state }) => state !== 'passed' && state !== 'skipped')?.text;
  const ran = reports.filter(({ state }) => outcomeOfState(state) !== 'skipped');
  return {
    name,
    required,
    exercises,
    outcome,
    outcomeBeforeWaivers,
    waivedBy,
    failure: failure === undefined ? null : beginningOf(failure),
    explanation,
    places: failurePlaces(reports, podPlaces),
    // Each further round of a run skips what passed in the one before: that is not an attempt of the spec.
    attempts: (ran.length > 0 ? ran : reports).map(({ attempt, state, seconds, evidence, failedTries }) => ({
      number: attempt,
      outcome: outcomeOfState(state),
      seconds,
      evidence,
      failedTries,
    })),
  };
}

/** Ginkgo writes where a spec failed after the message. */
function beginningOf(failure: string): string {
  const [what = ''] = withoutPreamble(failure).split(/\nIn \[/);
  return what.trim().slice(0, FAILURE_LENGTH);
}
