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
 * Those that consist of policies, labels and connections alone, in the order in which they are carried out. The ones of a group share their
 * states: each has pods of its own to isolate, so that what one is about is nothing to the others.
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
