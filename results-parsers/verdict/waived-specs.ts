import type { FailureKind } from '../documents/verdict/reachability-failure.ts';
import type { Evidence } from '../evidence/evidence.ts';
import {
  type FailureShape,
  matchWaivers,
  type OutcomeBeforeWaivers,
  type WaiverReport,
} from '../waivers/match-waivers.ts';
import type { Waiver } from '../waivers/waiver.ts';
import type { WaiverContext } from '../waivers/waiver-context.ts';
import { nothingIsEnforced } from './nothing-enforced.ts';
import type { RunVersions } from './required-specs.ts';
import type { SpecReport, SpecResult } from './spec-results.ts';
import { untriedSpecs } from './untried-specs.ts';

/** What the caller decides about which results may be excused. */
export type Leniency = {
  waivers: readonly Waiver[];
  /** The day on which waivers have to be in force, in UTC; null: that of the run. */
  asOf: string | null;
  /** A spec that failed and then passed counts as failed. */
  strictFlakes: boolean;
};

/** The facts that waivers must fit. The e2e binary's version says nothing about the cluster, so it does not stand in. */
export function waiverContext(
  { cni }: Pick<Evidence, 'cni'>,
  versions: RunVersions,
  day: string | null,
): WaiverContext {
  return {
    kubernetes: versions.server?.minor ?? null,
    cni: cni.name === null ? null : { name: cni.name, version: cni.version },
    day,
  };
}

export type WaivedSpecs = { specs: SpecResult[]; reports: WaiverReport[] };

/**
 * The specs with the outcomes that count. Only required ones are waived: there is nothing to exempt others from.
 *
 * `leftOut`: the specs that the plugin left out on purpose, since they could not pass and are waived.
 */
export function waivedSpecs(
  specs: readonly SpecResult[],
  context: WaiverContext,
  { waivers, strictFlakes }: Leniency,
  leftOut: readonly string[] = [],
): WaivedSpecs {
  const counted = specs.map((spec) => ({ ...spec, outcome: countedOutcome(spec.outcomeBeforeWaivers, strictFlakes) }));
  const required = counted.filter((spec) => spec.required);
  const outcomes = required.map(({ name, outcome, reports }) => ({ name, outcome, failures: failuresOf(reports) }));
  const inContext = { ...context, nothingEnforced: nothingIsEnforced(specs) };
  const { waivedBy: possible } = matchWaivers(waivers, inContext, outcomes);
  const untried = untriedSpecs(required, (name) => possible.has(name), leftOut);
  const { reports, waivedBy } = matchWaivers(waivers, inContext, outcomes, untried);
  return {
    reports,
    specs: counted.map((spec) => {
      const ids = waivedBy.get(spec.name);
      return ids === undefined ? spec : { ...spec, outcome: 'waived', waivedBy: [...ids] };
    }),
  };
}

function countedOutcome(outcome: OutcomeBeforeWaivers, strictFlakes: boolean): OutcomeBeforeWaivers {
  return strictFlakes && outcome === 'flaky' ? 'failed' : outcome;
}

/** What each failure of a spec shows, in order. */
export function failuresOf(reports: readonly SpecReport[]): FailureShape[] {
  return reports.filter(({ state }) => state === 'failed').map(({ reachability }) => shapeOf(reachability?.kind));
}

function shapeOf(kind: FailureKind | undefined): FailureShape {
  switch (kind) {
    case 'leak':
    case 'both':
      return 'leak';
    case 'blocked':
      return 'blocked';
    case 'environment':
    case 'unknown':
    case undefined:
      return 'other';
    default:
      return kind satisfies never;
  }
}
