import type { SpecVerdict } from '../documents/verdict/verdict.ts';
import { noneWas } from '../spec-failures/failure-words.ts';
import { knownSpec } from '../standard/catalogue.ts';

export type ExplainedSpec = Pick<SpecVerdict, 'name' | 'outcomeBeforeWaivers' | 'explanation'>;

/** Whether a spec's policy has no rules in a direction, so that a cluster that enforces anything blocks something. */
export function deniesByDefault({ name }: Pick<SpecVerdict, 'name'>): boolean {
  return knownSpec(name)?.wantsBlocked === 'all';
}

/**
 * Whether it looks as if no policy were enforced at all: specs that deny by default failed, of whatever the specs
 * that failed by their connections need blocked, nothing was; and not one spec passed that needs something blocked.
 */
export function nothingIsEnforced(specs: readonly ExplainedSpec[]): boolean {
  const compared = specs.filter(({ outcomeBeforeWaivers, explanation }) => {
    return (
      outcomeBeforeWaivers !== 'flaky' && explanation !== null && ['leak', 'both', 'blocked'].includes(explanation.kind)
    );
  });
  const passed = specs.filter(({ outcomeBeforeWaivers: outcome }) => outcome === 'passed' || outcome === 'flaky');
  return compared.some(deniesByDefault) && compared.every(leakedAll) && passed.every(blocksNothing);
}

/** Whether a spec passed that needs something blocked. A spec that no catalogue has may need nothing blocked. */
export function somethingIsEnforced(specs: readonly Omit<ExplainedSpec, 'explanation'>[]): boolean {
  return specs.some(
    (spec) =>
      knownSpec(spec.name) !== null &&
      (spec.outcomeBeforeWaivers === 'passed' || spec.outcomeBeforeWaivers === 'flaky') &&
      !blocksNothing(spec),
  );
}

/** Whether a spec passes even if no policy is enforced. */
export function blocksNothing({ name }: Pick<ExplainedSpec, 'name'>): boolean {
  return knownSpec(name)?.wantsBlocked === 'nothing';
}

function leakedAll({ explanation }: ExplainedSpec): boolean {
  const reachability = explanation?.kind === 'leak' ? explanation.reachability : null;
  return reachability !== null && noneWas('blocked', reachability);
}
