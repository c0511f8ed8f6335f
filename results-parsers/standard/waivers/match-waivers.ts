import * as z from 'zod';
import { parseSimplePattern } from './simple-pattern.ts';
import { Waiver } from './waiver.ts';
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

/** A spec that the run had to pass, and how it ended. */
export type RequiredOutcome = { name: string; outcome: OutcomeBeforeWaivers };

/**
 * - `applied`: it exempts at least one spec.
 * - `unused`: it fits, and exempts none.
 * - `not-fitting`: a condition of it does not hold or cannot be told, so that it exempts none.
 */
export const WaiverStatus = z.enum(['applied', 'unused', 'not-fitting']);
export type WaiverStatus = z.infer<typeof WaiverStatus>;

/** A waiver and what became of it. */
export const WaiverReport = z.strictObject({
  ...Waiver.shape,
  specs: z.array(
    z.strictObject({
      name: z.string(),
      /** Null: this run did not have to pass it. */
      outcome: OutcomeBeforeWaivers.nullable(),
      exempted: z.boolean(),
    }),
  ),
  status: WaiverStatus,
  /** Why it has this status, in words that follow its name. */
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
 * Tells which waivers exempt which of the required specs. Neither the order of the waivers nor that of the specs
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
  const outcomes = new Map(required.map(({ name, outcome }) => [name, outcome]));
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
  outcomes: ReadonlyMap<string, OutcomeBeforeWaivers>,
  untried: ReadonlySet<string>,
): WaiverReport {
  const reasons = reasonsNotToFit(waiver, context);
  const specs = waiver.specs.map((name) => {
    const outcome = outcomes.get(name) ?? null;
    const excusable = outcome === 'failed' || (outcome === 'skipped' && !untried.has(name));
    return { name, outcome, exempted: reasons.length === 0 && excusable };
  });
  if (reasons.length > 0) return { ...waiver, specs, status: 'not-fitting', why: reasons.join('; ') };
  const status = specs.some(({ exempted }) => exempted) ? 'applied' : 'unused';
  const along = specs.filter(({ name }) => untried.has(name)).length;
  const isUnclear = waiver.pattern !== null && parseSimplePattern(waiver.pattern) === undefined;
  return { ...waiver, specs, status, why: isUnclear ? NOT_UNDERSTOOD : effectText(specs) + skippedAlong(along) };
}

function skippedAlong(count: number): string {
  return count === 0 ? '' : '; specs that it does not name were skipped, too, so their skipping is not what it excuses';
}

function effectText(specs: WaiverReport['specs']): string {
  const required = specs.filter(({ outcome }) => outcome !== null);
  if (required.length === 0) return 'no required spec is named by it';
  const byOutcome = Map.groupBy(required, ({ outcome }) => outcome);
  const counts = OutcomeBeforeWaivers.options.flatMap((outcome) => {
    const count = byOutcome.get(outcome)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  const all = `of the ${required.length} required specs that it names, ${counts.join(', ')}`;
  const passed = required.every(({ outcome }) => outcome === 'passed');
  return passed ? `every required spec that it names passed (${required.length}): it is not needed any more` : all;
}
