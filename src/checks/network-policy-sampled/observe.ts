import { createHash } from 'node:crypto';
import { SAMPLES_FACT, type SampleFacts } from '../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { Observer } from '../check.ts';
import { makeArena } from '../network-policy-beyond-upstream/arena.ts';
import { ClusterState } from '../network-policy-beyond-upstream/cluster-state.ts';
import { ScenarioRunner } from '../network-policy-beyond-upstream/run-scenarios.ts';
import { samplePolicies } from './sample-policies.ts';

/** Parts of the check's time: after the first, no further states are drawn; after the second, narrowing down stops. */
const DRAWING = 0.6;
const NARROWING = 0.85;

/** Whether random policies are enforced as the API specifies. */
export const observeSampledPolicies: Observer = async (context) => {
  const startedAt = performance.now();
  const hasGone = (part: number): boolean => performance.now() - startedAt > part * context.budgetSeconds * 1000;
  const arena = await makeArena(context);
  const runner = new ScenarioRunner(context, arena, new ClusterState(context, arena));
  const { pods, namespaces, services, nodes } = arena;
  const seed = seedOf(context.runId);
  const { steps } = runner.notes;
  const facts: SampleFacts = { seed, image: context.settings.image, pods, namespaces, services, nodes, steps };
  // Later steps are added to the same array.
  context.note(SAMPLES_FACT, facts);
  await samplePolicies({ arena, seed, runner, isTimeUp: () => hasGone(DRAWING), isEnd: () => hasGone(NARROWING) });
};

/** A different seed for each run. */
function seedOf(runId: string): number {
  return createHash('sha256').update(runId).digest().readUInt32BE(0);
}
