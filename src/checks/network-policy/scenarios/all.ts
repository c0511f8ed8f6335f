import type { Scenario } from '../scenario.ts';
import { changeScenarios } from './changes.ts';
import { peerScenarios } from './peers.ts';
import { portScenarios } from './ports.ts';
import { targetScenarios } from './targets.ts';

/** Those that consist of policies, labels and connections alone, in the order in which they are carried out. */
export const scenarios: readonly Scenario[] = [
  ...portScenarios,
  ...peerScenarios,
  ...targetScenarios,
  ...changeScenarios,
];
