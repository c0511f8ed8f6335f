import type { ScenarioFacts } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import {
  ENFORCE_DENY,
  SCENARIOS_FACT,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { scenarioIds } from '../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Observer } from '../check.ts';
import { makeArena } from './arena.ts';
import { ClusterState, NOTHING } from './cluster-state.ts';
import { measureEnforcement } from './enforcement-time.ts';
import { watchEstablished } from './established-connection.ts';
import { runLatePods } from './late-pods.ts';
import { ScenarioRunner } from './run-scenarios.ts';
import { scenarioGroups, scenarios } from './scenarios/all.ts';

/** What the API says of NetworkPolicies and no upstream spec tries. */
export const observeBeyondUpstream: Observer = async (context) => {
  const arena = await makeArena(context);
  const state = new ClusterState(context, arena);
  const runner = new ScenarioRunner(context, arena, state);
  const noteAll = (): void => {
    const { pods, namespaces, services, nodes } = arena;
    const facts: ScenarioFacts = { pods, namespaces, services, nodes, asked: [...scenarioIds], ...runner.notes };
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
  runner.note(ENFORCE_DENY, 0, NOTHING);
  noteAll();
  await measureEnforcement(context, arena, state);
  await watchEstablished(context, arena, runner);
  noteAll();
};
