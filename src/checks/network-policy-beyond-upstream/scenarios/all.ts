import type { ScenarioId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Scenario } from '../scenario.ts';
import { blockScenarios, egressBlockScenarios } from './blocks.ts';
import { changeScenarios } from './changes.ts';
import { listScenarios } from './lists.ts';
import { outsideScenarios } from './outside.ts';
import { peerScenarios } from './peers.ts';
import { portScenarios } from './ports.ts';
import { sidecarScenarios } from './sidecars.ts';
import { targetScenarios } from './targets.ts';
import { valueScenarios } from './values.ts';

/** Scenarios that isolate other pods than a change does, and connect from others. */
const besideChanges: Readonly<Partial<Record<ScenarioId, readonly Scenario[]>>> = {
  'peer-label-removed': sidecarScenarios,
  'policy-updated': egressBlockScenarios,
  'policy-deleted': outsideScenarios,
};

/**
 * The scenarios made only of policies, labels and connections, in the order in which they are carried out. Those of a group share their
 * states: each isolates pods of its own, so that they do not affect each other.
 */
export const scenarioGroups: readonly (readonly Scenario[])[] = [
  ...[...portScenarios, ...peerScenarios, ...targetScenarios].map((scenario) => [scenario]),
  ...changeScenarios.map((scenario) => [scenario, ...(besideChanges[scenario.id] ?? [])]),
  blockScenarios,
  listScenarios,
  valueScenarios,
];

export const scenarios: readonly Scenario[] = scenarioGroups.flat();
