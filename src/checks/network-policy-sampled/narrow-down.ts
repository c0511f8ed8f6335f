import {
  expectedOf,
  judgementOf,
  type Tried,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  SMALLER,
  SMALLEST,
  WITHOUT_POLICIES,
} from '../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';
import type { Arena } from '../network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State } from '../network-policy-beyond-upstream/cluster-state.ts';
import type { ScenarioRunner } from '../network-policy-beyond-upstream/run-scenarios.ts';
import { shrink } from './shrink.ts';
import { smallerStates } from './smaller-states.ts';

/** Results within these seconds prove nothing: the smallest state is tried once more with full patience. */
const SECONDS = 5;
/** With more of them, the observations would exceed what evaluations read of a check. */
const MOST_STEPS = 120;

/** A connection that is not as the API specifies, and the states that led to it. */
export interface Found {
  readonly tried: Tried;
  /** The state in which it was seen is the last one. */
  readonly states: readonly [before: State, seen: State];
}

export interface Narrowing {
  readonly arena: Arena;
  readonly runner: Pick<ScenarioRunner, 'step'>;
  readonly isTimeUp: () => boolean;
}

/**
 * Looks for the smallest policies and labels that still show the deviation, and tries these once more. First it tries the state in which it
 * was seen by itself, then after the state before; if neither shows it, its cause lies further back, and nothing more is tried.
 */
export async function narrowDown({ tried, states }: Found, { arena, runner, isTimeUp }: Narrowing): Promise<void> {
  const [before, seen] = states;
  const expected = (state: State): Probe['expected'] => expectedOf(judgementOf(arena, state, tried));
  let steps = 0;
  const step = async (name: string, index: number, state: State, seconds?: number): Promise<boolean> => {
    const [probe] = await runner.step(name, index, state, [tried], seconds);
    return probe !== undefined && isWrong(probe);
  };
  const shows = async (chain: readonly State[]): Promise<boolean> => {
    let isShown = false;
    for (const state of [NOTHING, ...chain]) {
      isShown = await step(SMALLER, steps, state, SECONDS);
      steps += 1;
    }
    return isShown;
  };
  await step(WITHOUT_POLICIES, 0, NOTHING, SECONDS);
  const chains: (readonly State[])[] = [[seen], [before, seen]];
  for (const chain of chains) {
    if (!(await shows(chain))) continue;
    const smallest = await shrink(chain, {
      smaller: (from) => smallerChains(from).filter((to) => expected(to.at(-1) ?? seen) === expected(seen)),
      shows,
      isTimeUp: () => isTimeUp() || steps >= MOST_STEPS,
    });
    for (const [index, state] of [NOTHING, ...smallest].entries()) await step(SMALLEST, index, state);
    return;
  }
}

/** Whether a probe found something unexpected. */
export function isWrong({ expected, observed }: Pick<Probe, 'expected' | 'observed'>): boolean {
  return expected !== null && observed !== 'unknown' && observed !== expected;
}

function smallerChains(chain: readonly State[]): (readonly State[])[] {
  return chain.flatMap((state, index) => smallerStates(state).map((smaller) => chain.with(index, smaller)));
}
