import type { Arena } from './arena.ts';
import { type State, stateOf } from './cluster-state.ts';
import type { Scenario, Step } from './scenario.ts';

/** A step of a scenario, while those of others are in force. */
export type SharedStep = { id: Scenario['id']; step: Step };

/** The steps that are carried out together: the first ones of all the scenarios, then the second ones, and so on. */
export function sharedSteps(arena: Arena, scenarios: readonly Scenario[]): SharedStep[][] {
  const all = scenarios.map(({ id, steps }) => steps(arena).map((step): SharedStep => ({ id, step })));
  const most = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => all.flatMap((steps) => steps[index] ?? []));
}

/** The state in which all of the steps are in force. If two steps label the same pod or namespace, the later one wins. */
export function joinedState(arena: Arena, parts: readonly SharedStep[]): State {
  const states = parts.map(({ step: { asks: _, patientSeconds: __, ...wanted } }) => stateOf(arena, wanted));
  return {
    policies: states.flatMap(({ policies }) => policies),
    podLabels: joinedLabels(states.map(({ podLabels }) => podLabels)),
    namespaceLabels: joinedLabels(states.map(({ namespaceLabels }) => namespaceLabels)),
  };
}

function joinedLabels(all: readonly State['podLabels'][]): State['podLabels'] {
  const names = new Set(all.flatMap((labels) => Object.keys(labels)));
  return Object.fromEntries([...names].map((name) => [name, Object.assign({}, ...all.map((labels) => labels[name]))]));
}
