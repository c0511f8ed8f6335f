import { landscapeOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { Arena } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import type { Scenario } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { scenarioGroups } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { joinedState, sharedSteps } from '../../../../src/checks/network-policy-beyond-upstream/shared-state.ts';
import { lies } from './lies.ts';
import { Scope } from './scope.ts';

/**
 * The groups of scenarios during which an engine with the defect is lied to. In all others it behaves like a sound one, so that the defect
 * cannot show. All groups, if the engine is not lied to, or gets changes late.
 */
export function groupsWithOccasion(defect: string, arena: Arena): (readonly Scenario[])[] {
  const lie = lies.get(defect);
  const applicable = scenarioGroups.map((group) =>
    group.filter(({ notApplicable }) => (notApplicable?.(arena) ?? null) === null),
  );
  return applicable.filter((group) => {
    if (lie === undefined || lie.late !== undefined) return true;
    const scope = new Scope(lie.believes);
    const states = [NOTHING, ...sharedSteps(arena, group).map((parts) => joinedState(arena, parts)), NOTHING];
    for (const state of states) scope.believe(landscapeOf(arena, state));
    return scope.lies > 0;
  });
}
