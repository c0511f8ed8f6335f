import type { Tried } from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { SAMPLE } from '../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { Arena } from '../network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State } from '../network-policy-beyond-upstream/cluster-state.ts';
import type { ScenarioRunner } from '../network-policy-beyond-upstream/run-scenarios.ts';
import { isWrong, narrowDown } from './narrow-down.ts';
import { randomOf } from './random.ts';
import { allConnections, sampledConnections } from './sampled-connections.ts';
import { sampledState } from './sampled-state.ts';

export interface Sampling {
  readonly arena: Arena;
  readonly seed: number;
  readonly runner: Pick<ScenarioRunner, 'step' | 'baselineOf'>;
  /** Whether no further state is to be drawn. */
  readonly isTimeUp: () => boolean;
  /** Whether what was found is not to be narrowed down any further. */
  readonly isEnd: () => boolean;
}

/** With more of them, the observations would exceed what evaluations read of a check. */
const MOST_STATES = 80;

/** Connections and policies are drawn independently, so that drawing more of one does not change the other. */
const CONNECTIONS = 2 ** 20;

/** Draws states and tries connections in them until one is not as the API specifies, which is then narrowed down, or until the time is up. */
export async function samplePolicies({ arena, seed, runner, isTimeUp, isEnd }: Sampling): Promise<void> {
  const opened = await runner.baselineOf(allConnections(arena));
  const all = opened.filter(({ observed }) => observed === 'open').map(triedIn);
  let before: State = NOTHING;
  for (let number = 0; number < MOST_STATES && !isTimeUp(); number += 1) {
    const state = sampledState(arena, seed, number);
    const connections = sampledConnections(randomOf(seed, CONNECTIONS + number), arena, state, all);
    const wrong = (await runner.step(SAMPLE, number, state, connections)).find(isWrong);
    if (wrong !== undefined) {
      await narrowDown({ tried: triedIn(wrong), states: [before, state] }, { arena, runner, isTimeUp: isEnd });
      return;
    }
    before = state;
  }
}

function triedIn({ from, to, protocol, port }: Tried): Tried {
  return { from, to, protocol, port };
}
