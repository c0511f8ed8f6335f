import type { Scenario } from '../scenario.ts';
import { blockScenarios } from './blocks.ts';
import { changeScenarios } from './changes.ts';
import { listScenarios } from './lists.ts';
import { outsideScenarios } from './outside.ts';
import { peerScenarios } from './peers.ts';
import { portScenarios } from './ports.ts';
import { targetScenarios } from './targets.ts';
import { valueScenarios } from './values.ts';

/**
 * The scenarios made only of policies, labels and connections, in the order in which they are carried out. Those of a group share their
 * states: each isolates pods of its own, so that they do not affect each other.
 */
export const scenarioGroups: readonly (readonly Scenario[])[] = [
  ...[...portScenarios, ...peerScenarios, ...targetScenarios].map((scenario) => [scenario]),
  // The last of them isolates another pod and connects from yet another.
  ...changeScenarios.map((scenario) =>
    scenario.id === 'policy-deleted' ? [scenario, ...outsideScenarios] : [scenario],
  ),
  blockScenarios,
  listScenarios,
  valueScenarios,
];

export const scenarios: readonly Scenario[] = scenarioGroups.flat();
