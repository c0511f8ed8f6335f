import type { SoundRun } from '../cluster/matrix/defects/defect-table.ts';
import type { RealDefect } from './real-defects.ts';
import { realDefects } from './real-defects-section.ts';
import type { SimulatedDefect } from './simulated-defects.ts';
import { simulatedDefectsSection } from './simulated-defects-section.ts';
import { soundEnginesSection } from './sound-engines-section.ts';

/** The page about noticed defects, in Markdown. */
export function defectsPage(
  real: readonly RealDefect[],
  sound: readonly SoundRun[],
  simulated: readonly SimulatedDefect[],
): string {
  return `# Which defects of policy engines are noticed

A verdict is worth what the tests behind it would notice. Each row is a defect of an engine that enforces NetworkPolicies, with public reports of its kind
as far as any are known. It was tried in two ways: [on a real cluster](#on-a-real-cluster), and [in simulation](#in-simulation), where no packet was sent.
No cell is made by hand.

${realDefects(real)}
${soundEnginesSection(sound)}
${simulatedDefectsSection(simulated)}`;
}
