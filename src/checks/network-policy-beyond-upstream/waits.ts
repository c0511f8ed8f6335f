import {
  expectedOf,
  judgementOf,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { Arena } from './arena.ts';
import { NOTHING, type State } from './cluster-state.ts';
import { triedFor } from './run-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { joinedState, sharedSteps } from './shared-state.ts';

/** Two attempts, and the start of their programs. */
const SECONDS_OF_A_WAIT = 2.2;

/**
 * How often scenarios that share their states wait for answers that must not come, which takes most of their time: in each state for the
 * connections that become blocked, and then for those that stay blocked. Steps with a patience of their own are known to be waited for in vain on many
 * engines, so it counts, too.
 */
export function waitsIn(arena: Arena, scenarios: readonly Scenario[]): number {
  let before: State = NOTHING;
  let waits = 0;
  for (const parts of sharedSteps(arena, applicableIn(arena, scenarios))) {
    const state = joinedState(arena, parts);
    const tried = parts.flatMap(({ step: { asks } }) => asks.map((ask) => triedFor(arena, ask)));
    const isBlocked = (tries: (typeof tried)[number], during: State): boolean =>
      expectedOf(judgementOf(arena, during, tries)) === 'blocked';
    const blocked = tried.filter((each) => isBlocked(each, state));
    waits += new Set(blocked.map((each) => isBlocked(each, before))).size;
    const patience = Math.max(0, ...parts.map(({ step }) => step.patientSeconds ?? 0));
    waits += Math.round(patience / SECONDS_OF_A_WAIT);
    before = state;
  }
  return waits;
}

/** How many connections these scenarios try in all of their states. */
export function triesIn(arena: Arena, scenarios: readonly Scenario[]): number {
  const steps = applicableIn(arena, scenarios).flatMap((scenario) => scenario.steps(arena));
  return steps.reduce((sum, { asks }) => sum + asks.length, 0);
}

function applicableIn(arena: Arena, scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.filter(({ notApplicable }) => (notApplicable?.(arena) ?? null) === null);
}
