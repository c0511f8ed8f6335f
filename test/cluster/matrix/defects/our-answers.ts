import { randomInt } from 'node:crypto';
import { BEYOND_UPSTREAM } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  BASELINE,
  SCENARIOS_FACT,
  stepOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { ScenarioId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import {
  NETWORK_POLICY_SAMPLED,
  SAMPLE,
  SAMPLES_FACT,
  type SampleFacts,
  SMALLEST,
} from '../../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { runLatePods } from '../../../../src/checks/network-policy-beyond-upstream/late-pods.ts';
import {
  connectionsOf,
  type ScenarioRunner,
} from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import { scenarioGroups, scenarios } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { isWrong } from '../../../../src/checks/network-policy-sampled/narrow-down.ts';
import { samplePolicies } from '../../../../src/checks/network-policy-sampled/sample-policies.ts';
import { allConnections } from '../../../../src/checks/network-policy-sampled/sampled-connections.ts';
import { SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { checkSettings } from '../../checks/check-settings.ts';
import type { DefectBench } from './defect-bench.ts';
import type { DefectLab } from './defect-lab.ts';
import type { SeenBySamples, SeenByScenarios } from './defect-table.ts';
import { lies } from './lies.ts';
import { groupsWithOccasion } from './occasions.ts';

/** How long policies are drawn, and then for how long a find is narrowed down. */
const DRAWING_SECONDS = 180;
const NARROWING_SECONDS = 90;

/** The scenarios about pods that are created while a policy is in force. */
const LATE_PODS: readonly ScenarioId[] = ['policy-before-pod', 'kubelet-probes'];

/** Runs the scenarios in which the defect can show; those about new pods only if the defect is about new pods. */
export async function scenariosWithDefect(
  lab: DefectLab,
  bench: DefectBench,
  defect: string,
): Promise<SeenByScenarios> {
  const isAboutPods = lies.get(defect)?.late?.pods !== undefined;
  const groups = defect === SOUND.name ? scenarioGroups : groupsWithOccasion(defect, lab.arena);
  const run = groups.flat();
  const asked: string[] = [...run.map(({ id }) => id), ...(isAboutPods ? LATE_PODS : [])];
  await lab.baselineOf(BEYOND_UPSTREAM, connectionsOf(scenarios, lab.arena));
  const {
    conclusion,
    sha256,
    lies: lieCount,
    seconds,
  } = await lab.carryOut(BEYOND_UPSTREAM, defect, async (runner) => {
    noteBaseline(runner);
    for (const group of groups) await runner.runTogether(group);
    if (isAboutPods) await runLatePods(lab.context, lab.arena, runner);
    const { pods, namespaces, services, nodes, apiServer, kubelets } = lab.arena;
    return { [SCENARIOS_FACT]: { pods, namespaces, services, nodes, apiServer, kubelets, asked, ...runner.notes } };
  });
  const { parts = [] } = conclusion;
  const idsOf = (answer: string): string[] => parts.filter((part) => part.answer === answer).map(({ id }) => id);
  return {
    ...versionsOf(bench),
    nodes: bench.state.machines.length,
    lies: lieCount,
    seconds,
    failed: idsOf('no'),
    failedBefore: parts.filter(({ before }) => before !== undefined).map(({ id }) => id),
    passed: idsOf('yes').length,
    undecided: idsOf('unknown').filter((id) => asked.includes(id)),
    withoutOccasion: scenarios.filter((scenario) => !run.includes(scenario)).map(({ id }) => id),
    run: asked,
    observations: sha256,
  };
}

/** Tries drawn policies on an engine with the defect, until a connection is wrong or the time is up. */
export async function samplesWithDefect(lab: DefectLab, bench: DefectBench, defect: string): Promise<SeenBySamples> {
  const seed = randomInt(2 ** 32);
  const { arena } = lab;
  const baseline = await lab.baselineOf(NETWORK_POLICY_SAMPLED, allConnections(arena));
  const carried = await lab.carryOut(NETWORK_POLICY_SAMPLED, defect, async (runner) => {
    noteBaseline(runner);
    const startedAt = performance.now();
    const hasGone = (seconds: number): boolean => performance.now() - startedAt > seconds * 1000;
    await samplePolicies({
      arena,
      seed,
      runner: { step: (...step) => runner.step(...step), baselineOf: async () => [...baseline] },
      isTimeUp: () => hasGone(DRAWING_SECONDS),
      isEnd: () => hasGone(DRAWING_SECONDS + NARROWING_SECONDS),
    });
    const { pods, namespaces, services, nodes } = arena;
    const { image } = checkSettings(bench.state.kubernetes);
    return { [SAMPLES_FACT]: { seed, image, pods, namespaces, services, nodes, steps: runner.notes.steps } };
  });
  const { observations, conclusion, sha256, lies: lieCount, seconds } = carried;
  const { steps } = observations.facts[SAMPLES_FACT] as SampleFacts;
  const named = (name: string): SampleFacts['steps'] => steps.filter(({ scenario }) => scenario === name);
  const short = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(arena.x, 'x').replaceAll(arena.y, 'y'));
  return {
    ...versionsOf(bench),
    lies: lieCount,
    seconds,
    answer: conclusion.answer,
    seed,
    states: named(SAMPLE).length,
    secondsUntilFound: conclusion.answer === 'no' ? secondsUntilFound(observations) : null,
    smallest:
      conclusion.example === undefined
        ? []
        : named(SMALLEST)
            .slice(1)
            .map(({ policies, podLabels, namespaceLabels }) =>
              short({ specs: policies.map(({ spec }) => spec), labels: { ...podLabels, ...namespaceLabels } }),
            ),
    observations: sha256,
  };
}

/** Notes the connections without policies as steps. They were tried when the pods were created. */
function noteBaseline(runner: ScenarioRunner): void {
  for (const step of [0, 1]) runner.note(BASELINE, step, NOTHING);
}

function secondsUntilFound({ startedAt, probes }: CheckObservations): number | null {
  const wrong = probes.find((probe) => stepOf(probe.name)?.scenario === SAMPLE && isWrong(probe));
  const at = wrong?.attempts.at(-1)?.endedAt;
  return at === undefined ? null : Math.round((Date.parse(at) - Date.parse(startedAt)) / 1000);
}

function versionsOf({ engine, kubernetes }: DefectBench): Pick<SeenByScenarios, 'engine' | 'kubernetes'> {
  return { engine, kubernetes };
}
