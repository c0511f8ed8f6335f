import { landscapeOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import type { Arena } from '../../../../src/checks/network-policy-beyond-upstream/arena.ts';
import { NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { triedFor } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import type { Ask, Scenario } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { joinedState, sharedSteps } from '../../../../src/checks/network-policy-beyond-upstream/shared-state.ts';
import {
  type MetConnection,
  type ModelDefect,
  reachWith,
  SOUND,
} from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { simulatedArena } from './simulated-engine.ts';

/** An arena whose pods are on two nodes in turn. */
export function arenaOnTwoNodes(): Arena {
  const arena = simulatedArena();
  const pods = arena.pods.map((pod, index) => ({ ...pod, nodeAddresses: [`192.168.0.${(index % 2) + 1}`] }));
  return { ...arena, pods };
}

/** The scenarios with a connection whose outcome is wrong on an engine with the defect, if the groups run one after another. */
export function seenByScenarios(
  defect: ModelDefect,
  groups: readonly (readonly Scenario[])[],
  arena: Arena,
): Scenario['id'][] {
  const history: Landscape[] = [landscapeOf(arena, NOTHING)];
  const isSeen = (now: Landscape, ask: Ask): boolean => {
    const met = metConnection(arena, now, triedFor(arena, ask));
    return reachWith(defect, history, met) !== reachWith(SOUND, history, met);
  };
  const seen = groups.flatMap((group) => {
    const applicable = group.filter(({ notApplicable }) => (notApplicable?.(arena) ?? null) === null);
    return sharedSteps(arena, applicable).flatMap((parts) => {
      const now = landscapeOf(arena, joinedState(arena, parts));
      history.push(now);
      return parts.filter(({ step }) => step.asks.some((ask) => isSeen(now, ask))).map(({ id }) => id);
    });
  });
  return [...new Set(seen)];
}

/** The connection as the engine sees it, to the pod behind a service. */
export function metConnection(
  { services }: Pick<Arena, 'services'>,
  { pods }: Landscape,
  { from, to, protocol, port }: ReturnType<typeof triedFor>,
): MetConnection {
  const service = services.find((each) => each.address === to.address && each.port === port);
  const target = pods.find(({ name, addresses }) =>
    service === undefined ? addresses.includes(to.address) : name === service.pod.name,
  );
  const source = pods.find(({ name }) => name === from.pod);
  const address = service === undefined ? to.address : (target?.addresses[0] ?? '');
  const sourceAddress = source?.addresses.find((each) => each.includes(':') === address.includes(':')) ?? '';
  return {
    from: { pod: source ?? null, address: sourceAddress },
    to: { pod: target ?? null, address },
    protocol,
    port: service?.targetPort ?? port,
    servicePort: service?.port ?? null,
  };
}
