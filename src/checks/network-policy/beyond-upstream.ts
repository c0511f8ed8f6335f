import { BEYOND_UPSTREAM } from '../../../results-parsers/checks/network-policy/judged-by-scenarios.ts';
import type { ScenarioFacts } from '../../../results-parsers/checks/network-policy/scenario-facts.ts';
import { ENFORCE_DENY, SCENARIOS_FACT } from '../../../results-parsers/checks/network-policy/scenario-facts.ts';
import { scenarioIds } from '../../../results-parsers/checks/network-policy/scenario-texts.ts';
import type { Check } from '../check.ts';
import { makeArena } from './arena.ts';
import { ClusterState, NOTHING } from './cluster-state.ts';
import { measureEnforcement } from './enforcement-time.ts';
import { runLatePods } from './late-pods.ts';
import { ScenarioRunner } from './run-scenarios.ts';
import { scenarios } from './scenarios/all.ts';

/** What the API says of NetworkPolicies and no upstream spec tries; see docs/adr/0012-expected-results-come-from-a-model.md. */
export const beyondUpstream: Check = {
  definition: {
    id: BEYOND_UPSTREAM,
    clause: 'network-policy',
    level: 'advisory',
    question: 'Are those parts of the NetworkPolicy API enforced that no upstream spec tries?',
    phase: 'after-specs',
    motivation:
      'Policies that rely on a range of ports, on an exception or on the removal of a label are as much relied on as others. Upstream tries none of these.',
    does: [
      'It makes two namespaces with five pods and a service, and tries all connections while there is no policy.',
      `It goes through ${scenarioIds.length} scenarios: it puts policies and labels in place, and connects from pod to pod. What is to be expected comes from a model of the API.`,
      'It makes pods that a policy is in force for already, and watches their first moments.',
      'It denies and allows connections again and again, and measures how long each change takes to be enforced.',
    ],
    needs: ['Seven pods of the agnhost image at a time.'],
    remediation:
      "Look each scenario up in your network plugin's documentation: it is either a limit that it knows of, or a defect to report, with the policy and the connections that are in the archive.",
    budgetSeconds: 480,
  },
  run: async (context) => {
    const arena = await makeArena(context);
    const state = new ClusterState(context, arena);
    const runner = new ScenarioRunner(context, arena, state);
    const noteAll = (): void => {
      const { pods, namespaces, services } = arena;
      const facts: ScenarioFacts = { pods, namespaces, services, ...runner.notes };
      context.note(SCENARIOS_FACT, structuredClone(facts));
    };
    noteAll();
    await runner.baseline(scenarios);
    for (const scenario of scenarios) {
      await runner.run(scenario);
      noteAll();
    }
    await runLatePods(context, arena, runner);
    noteAll();
    await state.become(NOTHING);
    runner.note(ENFORCE_DENY, 0, NOTHING);
    noteAll();
    await measureEnforcement(context, arena, state);
  },
};
