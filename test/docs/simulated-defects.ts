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

/** One after another, whatever the first has found. */
export const SEEDS = [7, 8] as const;
/** What the time of the check has room for, of which it draws for six minutes, at five seconds a state. */
export const MOST_STATES = 72;

const arena = arenaOnTwoNodes();

/** Which tests notice an engine with the defect, by simulation. */
export interface SimulatedDefect {
  readonly defect: ModelDefect;
  /** How many of upstream's specs fail. */
  readonly upstream: number;
  readonly scenarios: readonly ScenarioId[];
  /** By seed, the number of the state that was drawn in which it was found; null: in none of them. */
  readonly states: readonly (number | null)[];
  /** What was left of the state of the first seed; empty: nothing that could be applied. */
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
