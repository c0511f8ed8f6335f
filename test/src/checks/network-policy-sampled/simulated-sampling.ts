import { landscapeOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  NETWORK_POLICY_SAMPLED,
  SAMPLES_FACT,
  type SampleFacts,
} from '../../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { Arena } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING, type State } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { ScenarioRunner } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import { samplePolicies } from '../../../../src/checks/network-policy-sampled/sample-policies.ts';
import type { ProbeRequest } from '../../../../src/checks/probe/connect.ts';
import { type ModelDefect, reachWith } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { metConnection } from '../network-policy-beyond-upstream/seen-by-scenarios.ts';

export interface Sampled {
  readonly arena: Arena;
  readonly defect: ModelDefect;
  readonly seed: number;
  /** The most states to draw. */
  readonly most: number;
}

/** The observations of the check network-policy-sampled on an engine with the defect. Only the cluster is simulated; the code is the check's own. */
export async function sampled({ arena, defect, seed, most }: Sampled): Promise<CheckObservations> {
  const history: Landscape[] = [landscapeOf(arena, NOTHING)];
  const probes: Probe[] = [];
  const state = {
    current: NOTHING,
    become: async (next: State): Promise<string> => {
      state.current = next;
      history.push(landscapeOf(arena, next));
      return new Date(0).toISOString();
    },
  };
  const probe = async ({ name, from, to, protocol, port, expected }: ProbeRequest): Promise<Probe> => {
    const now = history.at(-1) ?? landscapeOf(arena, NOTHING);
    const reach = reachWith(defect, history, metConnection(arena, now, { from, to, protocol, port }));
    const observed = reach === 'open' ? 'open' : 'blocked';
    const made: Probe = { name, from, to, protocol, port, expected, observed, changedAt: null, attempts: [] };
    probes.push(made);
    return made;
  };
  const runner = new ScenarioRunner({ probe }, arena, state);
  let drawn = 0;
  await samplePolicies({
    arena,
    seed,
    runner,
    isTimeUp: () => {
      drawn += 1;
      return drawn > most;
    },
    isEnd: () => false,
  });
  const { pods, namespaces, services, nodes } = arena;
  const { steps } = runner.notes;
  const facts: SampleFacts = { seed, image: 'agnhost', pods, namespaces, services, nodes, steps };
  return {
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: { id: NETWORK_POLICY_SAMPLED, clause: 'network-policy', level: 'advisory', question: '?' },
    startedAt: '2026-11-28T10:00:00Z',
    endedAt: '2026-11-28T10:10:00Z',
    problem: null,
    namespaces: [],
    probes,
    facts: { [SAMPLES_FACT]: facts },
    left: [],
  };
}
