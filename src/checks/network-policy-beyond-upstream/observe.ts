import type { ScenarioFacts } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import {
  ENFORCE_DENY,
  SCENARIOS_FACT,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { scenarioIds } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckContext, Observer } from '../check.ts';
import { type Arena, makeArena } from './arena.ts';
import { ClusterState, NOTHING } from './cluster-state.ts';
import { measureEnforcement } from './enforcement-time.ts';
import { watchEstablished } from './established-connection.ts';
import { runLatePods } from './late-pods.ts';
import type { Patience } from './patience.ts';
import { ScenarioRunner } from './run-scenarios.ts';
import { scenarioGroups, scenarios } from './scenarios/all.ts';

/** What the API says of NetworkPolicies and no upstream spec tries. */
export const observeBeyondUpstream: Observer = async (context) => {
  const { arena, state, runner, noteAll } = await scenariosOf(context);
  runner.note(ENFORCE_DENY, 0, NOTHING);
  noteAll();
  await measureEnforcement(context, arena, state);
  await watchEstablished(context, arena, runner);
  noteAll();
};

/** Of it the scenarios that end in yes or no, without measurements. @param patience with an engine that is known */
export function observeScenarios(patience: Patience): Observer {
  return async (context) => {
    await scenariosOf(context, patience);
  };
}

interface Observed {
  readonly arena: Arena;
  readonly state: ClusterState;
  readonly runner: ScenarioRunner;
  /** Notes what there is by now. */
  readonly noteAll: () => void;
}

async function scenariosOf(context: CheckContext, patience?: Patience): Promise<Observed> {
  const arena = await makeArena(context);
  const state = new ClusterState(context, arena);
  const runner = new ScenarioRunner(context, arena, state, patience);
  const noteAll = (): void => {
    const { pods, namespaces, services, nodes, apiServer } = arena;
    const asked = [...scenarioIds];
    const facts: ScenarioFacts = { pods, namespaces, services, nodes, apiServer, asked, ...runner.notes };
    context.note(SCENARIOS_FACT, structuredClone(facts));
  };
  noteAll();
  await runner.baseline(scenarios);
  for (const group of scenarioGroups) {
    await runner.runTogether(group);
    noteAll();
  }
  await runLatePods(context, arena, runner);
  noteAll();
  await state.become(NOTHING);
  return { arena, state, runner, noteAll };
}
