import * as z from 'zod';
import { counted } from '../core/counted.ts';
import { parseSimplePattern } from './simple-pattern.ts';
import { type WaivedFailure, Waiver } from './waiver.ts';
import { reasonsNotToFit, type WaiverContext } from './waiver-context.ts';

/** How a spec ended, before any waiver. */
export const OutcomeBeforeWaivers = z.enum([
  'passed',
  'flaky',
  'failed',
  'skipped',
  'missing',
  'timed-out',
  'interrupted',
]);
export type OutcomeBeforeWaivers = z.infer<typeof OutcomeBeforeWaivers>;

/** What a failure shows about connections. `leak`: one was open that should be blocked. `blocked`: only the opposite. `other`: neither is known. */
export type FailureShape = 'leak' | 'blocked' | 'other';

/** A spec that the run had to pass, how it ended, and what its failures show, in order. */
export type RequiredOutcome = { name: string; outcome: OutcomeBeforeWaivers; failures?: readonly FailureShape[] };

/**
 * - `applied`: it exempts at least one spec.
 * - `unused`: it fits, but exempts no spec.
 * - `not-fitting`: one of its conditions does not hold or is not known, so it exempts no spec.
 */
export const WaiverStatus = z.enum(['applied', 'unused', 'not-fitting']);
export type WaiverStatus = z.infer<typeof WaiverStatus>;

/** A waiver and its effect. */
export const WaiverReport = z.object({
  ...Waiver.shape,
  specs: z.array(
    z.object({
      name: z.string(),
      /** Null: this run did not have to pass it. */
      outcome: OutcomeBeforeWaivers.nullable(),
      exempted: z.boolean(),
    }),
  ),
  status: WaiverStatus,
  /** Why it has this status, as the continuation of its name. */
  why: z.string(),
});
export type WaiverReport = z.infer<typeof WaiverReport>;

export type WaiverMatch = {
  /** One for each waiver, sorted by id. */
  reports: WaiverReport[];
  /** For each exempted spec the ids of the waivers that exempt it; the first one stands for them. */
  waivedBy: ReadonlyMap<string, readonly string[]>;
};

/**
 * Decides which waivers exempt which of the required specs. Neither the order of the waivers nor that of the specs
 * matters.
 *
 * Only what failed or was skipped can be exempted: of a spec that is missing, timed out or was interrupted, or that
 * the e2e binary does not know, nobody knows what the waiver would excuse. The same goes for the specs in `untried`, which were
 * skipped for another reason than the one that the waiver excuses.
 */
export function matchWaivers(
  waivers: readonly Waiver[],
  context: WaiverContext,
  required: readonly RequiredOutcome[],
  untried: ReadonlySet<string> = new Set(),
): WaiverMatch {
  const outcomes = new Map(required.map((spec) => [spec.name, spec]));
  const sorted = [...waivers].sort((a, b) => (a.id < b.id ? -1 : 1));
  const reports = sorted.map((waiver) => reportOn(waiver, context, outcomes, untried));
  const waivedBy = new Map<string, string[]>();
  // A waiver with a scope says more about this exception than a pattern does.
  for (const { id, specs } of [...reports].sort((a, b) => Number(a.pattern !== null) - Number(b.pattern !== null))) {
    for (const { name } of specs.filter(({ exempted }) => exempted)) {
      waivedBy.set(name, [...(waivedBy.get(name) ?? []), id]);
    }
  }
  return { reports, waivedBy };
}

const NOT_UNDERSTOOD =
  'its regular expression is not understood here, so it exempts nothing; no NetworkPolicy spec that is known can match it';

function reportOn(
  waiver: Waiver,
  context: WaiverContext,
  outcomes: ReadonlyMap<string, RequiredOutcome>,
  untried: ReadonlySet<string>,
): WaiverReport {
  const reasons = reasonsNotToFit(waiver, context);
  const specs = waiver.specs.map((name) => {
    const spec = outcomes.get(name);
    const exempted = reasons.length === 0 && spec !== undefined && exempts(waiver, spec, context, untried);
    return { name, outcome: spec?.outcome ?? null, exempted };
  });
  if (reasons.length > 0) return { ...waiver, specs, status: 'not-fitting', why: reasons.join('; ') };
  const status = specs.some(({ exempted }) => exempted) ? 'applied' : 'unused';
  const along = specs.filter(({ name }) => untried.has(name)).length;
  const isUnclear = waiver.pattern !== null && parseSimplePattern(waiver.pattern) === undefined;
  const why = effectText(specs) + skippedAlong(along) + refusalText(waiver, specs, context);
  return { ...waiver, specs, status, why: isUnclear ? NOT_UNDERSTOOD : why };
}

function skippedAlong(count: number): string {
  return count === 0 ? '' : '; specs that it does not name were skipped, too, so their skipping is not what it excuses';
}

function exempts(
  { failure }: Waiver,
  spec: RequiredOutcome,
  { nothingEnforced = false }: WaiverContext,
  untried: ReadonlySet<string>,
): boolean {
  if (spec.outcome === 'skipped') return !untried.has(spec.name);
  return spec.outcome === 'failed' && !nothingEnforced && looksAs(failure, spec.failures ?? []);
}

/** Whether a spec failed in the way that the waiver allows. `failures`: what each of its failures shows, in order. */
export function looksAs(failure: WaivedFailure | undefined, failures: readonly FailureShape[]): boolean {
  switch (failure) {
    case undefined:
      return true;
    case 'blocked':
      return !failures.includes('leak') && failures.at(-1) === 'blocked';
    case 'no-leak':
      return !failures.includes('leak');
    default:
      return failure satisfies never;
  }
}

function refusalText(
  { failure }: Waiver,
  specs: WaiverReport['specs'],
  { nothingEnforced = false }: WaiverContext,
): string {
  if (!specs.some(({ outcome, exempted }) => outcome === 'failed' && !exempted)) return '';
  if (nothingEnforced) return '; no policy is enforced here at all, which no waiver exempts';
  return failure === 'blocked'
    ? '; it exempts only a spec that failed as open connections were blocked'
    : '; it does not exempt a spec that failed as blocked connections were open';
}

function effectText(specs: WaiverReport['specs']): string {
  const required = specs.filter(({ outcome }) => outcome !== null);
  if (required.length === 0) return 'no required spec is named by it';
  const byOutcome = Map.groupBy(required, ({ outcome }) => outcome);
  const counts = OutcomeBeforeWaivers.options.flatMap((outcome) => {
    const count = byOutcome.get(outcome)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  const all = `it names ${counted(required.length, 'required spec')} (${counts.join(', ')})`;
  const passed = required.every(({ outcome }) => outcome === 'passed');
  return passed ? `every required spec that it names passed (${required.length}): it is not needed any more` : all;
}
