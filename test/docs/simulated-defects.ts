import type { ScenarioId } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { judgedBySamples } from '../../results-parsers/checks/network-policy-sampled/judged-by-samples.ts';
import {
  SAMPLE,
  SAMPLES_FACT,
  type SampleFacts,
  SMALLEST,
} from '../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { State } from '../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { scenarioGroups } from '../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import type { ModelDefect } from '../results-parsers/policy-model/defects/model-defect.ts';
import { isSeenByUpstream } from '../results-parsers/policy-model/defects/seen-by-upstream.ts';
import { upstreamSpecs } from '../results-parsers/policy-model/upstream-specs.ts';
import { arenaOnTwoNodes, seenByScenarios } from '../src/checks/network-policy-beyond-upstream/seen-by-scenarios.ts';
import { sampled } from '../src/checks/network-policy-sampled/simulated-sampling.ts';

/** Both seeds are tried, whatever the first one finds. */
export const SEEDS = [7, 8] as const;
/** The states for which the check has time: it draws for six minutes, at five seconds per state. */
export const MOST_STATES = 72;

const arena = arenaOnTwoNodes();

/** The tests that notice an engine with the defect in the simulation. */
export interface SimulatedDefect {
  readonly defect: ModelDefect;
  /** The number of upstream's specs that fail. */
  readonly upstream: number;
  readonly scenarios: readonly ScenarioId[];
  /** For each seed, the number of the drawn state in which the defect was found; null: it was not found. */
  readonly states: readonly (number | null)[];
  /** The example of the first seed after shrinking; empty: none that can be applied. */
  readonly smallest: readonly Pick<State, 'policies' | 'podLabels' | 'namespaceLabels'>[];
}

export async function simulatedDefect(defect: ModelDefect): Promise<SimulatedDefect> {
  const runs = await Promise.all(SEEDS.map((seed) => sampled({ arena, defect, seed, most: MOST_STATES })));
  const [first] = runs;
  return {
    defect,
    upstream: upstreamSpecs.filter((spec) => isSeenByUpstream(defect, spec)).length,
    scenarios: seenByScenarios(defect, scenarioGroups, arena),
    states: runs.map((observations) =>
      judgedBySamples(observations).answer === 'no' ? stepsOf(SAMPLE, observations).length : null,
    ),
    smallest:
      first === undefined || judgedBySamples(first).example === undefined ? [] : stepsOf(SMALLEST, first).slice(1),
  };
}

function stepsOf(name: string, { facts }: Awaited<ReturnType<typeof sampled>>): SampleFacts['steps'] {
  const { steps } = facts[SAMPLES_FACT] as SampleFacts;
  return steps.filter(({ scenario }) => scenario === name);
}
