import * as z from 'zod';
import { ScenarioFacts } from '../network-policy-beyond-upstream/scenario-facts.ts';

/** The check, and the scenario in the names of its probes: step 0 is before the restart, step 1 after it. */
export const AGENT_RESTART = 'agent-restart';

const Timestamp = z.iso.datetime();

/** What became of the agent's pod. */
export const Restart = z.object({
  /** As `namespace/name`. */
  daemonSet: z.string(),
  /** The pod that was deleted. */
  pod: z.string(),
  /** When the API server had accepted its deletion. */
  deletedAt: Timestamp,
  /** When the API server had accepted the policy that was made once the pod was gone; null: it was still there. */
  policyAt: Timestamp.nullable(),
  /** The pod that the daemon set made in its place; null: none was seen. */
  successor: z.string().nullable(),
  /** When it was seen to be ready; null: never. */
  readyAt: Timestamp.nullable(),
  /** Why no successor is ready; null: one is. */
  problem: z.string().nullable(),
});
export type Restart = z.infer<typeof Restart>;

/** What the check agent-restart notes under `restart`: where it ran, what was in force at each step, and which agent it restarted. */
export const RestartFacts = z.object({
  ...ScenarioFacts.pick({ namespaces: true, pods: true, services: true, nodes: true, steps: true }).shape,
  /** The daemon set that the operator named (SCS_AGENT), as `namespace/name`; null: it was looked for among those that are known. */
  named: z.string().nullable(),
  /** The daemon sets that may be the agent, as `namespace/name`. */
  candidates: z.array(z.string()),
  /** The node of the servers; null: there were none yet. */
  node: z.string().nullable(),
  /** Those of the candidates that had a pod that was ready on this node. */
  onNode: z.array(z.string()),
  /** Null: the agent was left alone. */
  restart: Restart.nullable(),
});
export type RestartFacts = z.infer<typeof RestartFacts>;

export const RESTART_FACT = 'restart';
