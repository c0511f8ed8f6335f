import {
  AGENT_RESTART,
  RESTART_FACT,
  type RestartFacts,
} from '../../../results-parsers/checks/agent-restart/restart-facts.ts';
import { isAsExpected } from '../../../results-parsers/documents/checks/probe.ts';
import { policyAgents } from '../../cluster/policy-agent.ts';
import type { CheckContext, Observer } from '../check.ts';
import type { Arena } from '../network-policy-beyond-upstream/arena.ts';
import { type State, stateOf } from '../network-policy-beyond-upstream/cluster-state.ts';
import { ScenarioRunner } from '../network-policy-beyond-upstream/run-scenarios.ts';
import { type Pace, TriesDuringChange } from '../network-policy-beyond-upstream/windows/tries-during-change.ts';
import { GrowingPolicies } from './growing-policies.ts';
import { type AgentOnNode, restartAgent } from './restart-agent.ts';
import { connectionsIn, makeRestartArena, policiesOf } from './restart-arena.ts';

/** Agents of large clusters take more than a minute until they are ready. */
export const READY_MILLISECONDS = 180_000;
/** For how long connections are watched before the restart. */
const BEFORE_MILLISECONDS = 2_000;
const LEAST_SECONDS_AFTERWARDS = 2;
/** Each begins 2.5 tries a second, however quick they are: twenty in all. */
const STREAMS = 8;
const LEAST_MILLISECONDS = 400;

type Noted = Omit<RestartFacts, 'steps'>;

/**
 * Whether policies are enforced once the agent of the servers' node was restarted. If the agent is not known, or policies are not enforced even
 * before, nothing is restarted.
 */
export const observeAgentRestart =
  (readyMilliseconds: number): Observer =>
  async (context) => {
    const { cluster, settings } = context;
    const named = settings.agent ?? null;
    const facts = new Facts(context, named);
    const candidates = await policyAgents(cluster, named);
    facts.add({ candidates: candidates.map(({ name }) => name) });
    if (candidates.length === 0) return;
    const arena = await makeRestartArena(context);
    const { pods, namespaces, services, nodes, servedNode: node } = arena;
    const found = await Promise.all(candidates.map((agent) => onNode(agent, node)));
    const agents = found.filter((each) => each !== null);
    facts.add({ pods, namespaces, services, nodes, node, onNode: agents.map(({ agent }) => agent.name) });
    const [agent, ...others] = agents;
    if (agent === undefined || others.length > 0) return;
    await watchRestart(context, { arena, agent, facts, readyMilliseconds });
  };

/** Null: no pod of the daemon set is ready on the node. */
async function onNode(agent: AgentOnNode['agent'], node: string): Promise<AgentOnNode | null> {
  const pod = (await agent.podsOn(node)).find(({ isReady }) => isReady);
  return pod === undefined ? null : { agent, pod, node };
}

interface Watched {
  readonly arena: Arena;
  readonly agent: AgentOnNode;
  readonly facts: Facts;
  readonly readyMilliseconds: number;
}

async function watchRestart(context: CheckContext, { arena, agent, facts, readyMilliseconds }: Watched): Promise<void> {
  const connections = connectionsIn(arena);
  const policies = policiesOf(arena);
  const inForce = (some: State['policies']): State => stateOf(arena, { policies: some });
  const [before, after] = [inForce(policies.before), inForce(policies.after)];
  const state = new GrowingPolicies(context);
  const runner = new ScenarioRunner(context, arena, state);
  facts.addSteps(runner.notes.steps);
  const opened = await runner.baselineOf(connections);
  if (!opened.every(isAsExpected)) return;
  if (!(await runner.step(AGENT_RESTART, 0, before, connections)).every(isAsExpected)) return;
  const tries = new TriesDuringChange(context, paceFor(connections.length));
  try {
    await tries.underWay(connections);
    await tries.forAWhile(BEFORE_MILLISECONDS);
    const { readyAt } = await restartAgent(agent, {
      makePolicy: () => state.become(after),
      note: (restart) => facts.add({ restart }),
      milliseconds: readyMilliseconds,
      signal: context.signal,
    });
    const patience = readyAt === null ? 0 : runner.patientSeconds * 1000;
    const end = Date.now() + patience;
    const change = { after, changedAt: readyAt };
    for (const probe of await tries.untilSettled(AGENT_RESTART, arena, change, patience)) context.keep(probe);
    if (readyAt === null) {
      runner.note(AGENT_RESTART, 1, after);
      return;
    }
    const seconds = Math.max(LEAST_SECONDS_AFTERWARDS, (end - Date.now()) / 1000);
    await runner.step(AGENT_RESTART, 1, after, connections, seconds);
  } finally {
    await tries.stop();
  }
}

function paceFor(connections: number): Pace {
  const count = Math.max(1, Math.floor(STREAMS / connections));
  return { count, millisecondsApart: LEAST_MILLISECONDS / count, leastMilliseconds: LEAST_MILLISECONDS };
}

/** What is known so far, which the observations have even if the check ends early. */
class Facts {
  readonly #context: Pick<CheckContext, 'note'>;
  #steps: RestartFacts['steps'] = [];
  #noted: Noted;

  constructor(context: Pick<CheckContext, 'note'>, named: string | null) {
    this.#context = context;
    this.#noted = {
      ...{ pods: [], namespaces: [], services: [], nodes: [] },
      ...{ named, candidates: [], node: null, onNode: [], restart: null },
    };
  }

  add(more: Partial<Noted>): void {
    this.#noted = { ...this.#noted, ...more };
    this.#context.note(RESTART_FACT, { ...this.#noted, steps: this.#steps });
  }

  /** Later steps are added to the same array. */
  addSteps(steps: RestartFacts['steps']): void {
    this.#steps = steps;
    this.add({});
  }
}
