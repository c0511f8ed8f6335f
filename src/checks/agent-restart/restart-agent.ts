import { setTimeout as sleep } from 'node:timers/promises';
import type { Restart } from '../../../results-parsers/checks/agent-restart/restart-facts.ts';
import type { AgentPod, PolicyAgent } from '../../cluster/policy-agent.ts';

const POLL_MILLISECONDS = 100;

/** The agent on one node. */
export interface AgentOnNode {
  readonly agent: Pick<PolicyAgent, 'name' | 'podsOn' | 'delete'>;
  readonly pod: Pick<AgentPod, 'name' | 'uid'>;
  readonly node: string;
}

/** What else to do. */
export interface DuringRestart {
  /** Called once the pod is gone; resolves to the time at which the API server had accepted the policy. */
  readonly makePolicy: () => Promise<string | null>;
  /** Called with everything known so far whenever something new is known. */
  readonly note: (restart: Restart) => void;
  /** How long to wait for the next pod to be ready. */
  readonly milliseconds: number;
  /** Ends the wait early. */
  readonly signal: AbortSignal;
}

/**
 * Deletes the agent's pod and waits for the daemon set's next one to be ready. Rejects with CLUSTER if the deletion or the policy is refused, and
 * if the check is to end; the daemon set makes the next pod all the same.
 */
export async function restartAgent(
  { agent, pod, node }: AgentOnNode,
  { makePolicy, note, milliseconds, signal }: DuringRestart,
): Promise<Restart> {
  signal.throwIfAborted();
  await agent.delete(pod);
  const end = Date.now() + milliseconds;
  let restart: Restart = {
    daemonSet: agent.name,
    pod: pod.name,
    deletedAt: new Date().toISOString(),
    ...{ policyAt: null, successor: null, readyAt: null },
    problem: 'the deleted pod was still there',
  };
  note(restart);
  while (restart.readyAt === null && Date.now() < end) {
    signal.throwIfAborted();
    // Without its agent, a node may keep the runner's pod from reaching the API server.
    const there = await agent.podsOn(node).catch(() => null);
    if (there !== null && !there.some(({ uid }) => uid === pod.uid)) {
      if (restart.policyAt === null) restart = { ...restart, policyAt: await makePolicy() };
      restart = { ...restart, ...successorAmong(there) };
      note(restart);
    }
    await sleep(POLL_MILLISECONDS);
  }
  return restart;
}

/** What the node's pods of the daemon set show of the next one. */
function successorAmong(pods: readonly AgentPod[]): Pick<Restart, 'successor' | 'readyAt' | 'problem'> {
  const ready = pods.find(({ isReady }) => isReady);
  if (ready !== undefined) return { successor: ready.name, readyAt: new Date().toISOString(), problem: null };
  const [pod] = pods;
  return { successor: pod?.name ?? null, readyAt: null, problem: pod?.problem ?? 'the daemon set made no other' };
}
