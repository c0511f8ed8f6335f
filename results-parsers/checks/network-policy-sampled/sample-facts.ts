import * as z from 'zod';
import { ScenarioFacts } from '../network-policy-beyond-upstream/scenario-facts.ts';

export const NETWORK_POLICY_SAMPLED = 'network-policy-sampled';

/** What the check network-policy-sampled records under `samples`: where it ran, and what was in force at each of its steps. */
export const SampleFacts = z.object({
  ...ScenarioFacts.pick({ namespaces: true, pods: true, services: true, nodes: true, steps: true }).shape,
  /** The seed of the policies and connections: the same version of the check draws the same ones from it. */
  seed: z.int().nonnegative(),
  /** Full reference of the image of the pods. */
  image: z.string(),
});
export type SampleFacts = z.infer<typeof SampleFacts>;

export const SAMPLES_FACT = 'samples';

/** Steps are named as those of scenarios are. Each of these is a state that was drawn. */
export const SAMPLE = 'sample';
/** The connections found to be wrong, tried without any policy. */
export const WITHOUT_POLICIES = 'without-policies';
/** What is left after one thing after another was removed. */
export const SMALLER = 'smaller';
/** The smallest states that still show it, one after another, retried for as long as a drawn state is. */
export const SMALLEST = 'smallest';
