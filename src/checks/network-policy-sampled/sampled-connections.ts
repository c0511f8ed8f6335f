import {
  judgementOf,
  type Tried,
} from '../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import {
  type Arena,
  podKeys,
  SERVED_POD,
  SERVED_PORTS,
  servicePorts,
} from '../network-policy-beyond-upstream/arena.ts';
import type { State } from '../network-policy-beyond-upstream/cluster-state.ts';
import { triedFor } from '../network-policy-beyond-upstream/run-scenarios.ts';
import { type Ask, asks } from '../network-policy-beyond-upstream/scenario.ts';
import type { Random } from './random.ts';

const UDP_PORTS = SERVED_PORTS.slice(0, 3);
/** The most of each kind: blocked connections take the longest, and those that no policy concerns show the least. */
const MOST = { blocked: 8, allowed: 8, free: 2 };

/** Every connection that may be sampled, by pod, by service and, if there is one, by the second address. */
export function allConnections(arena: Arena): Tried[] {
  const pairs = (ports: readonly number[], protocol: Ask['protocol']): Ask[] =>
    asks(podKeys, podKeys, ports, protocol).filter(({ from, to }) => from !== to);
  const first = pairs(SERVED_PORTS.slice(0, 1), 'TCP');
  const second = arena.pods.every(({ addresses }) => addresses.length > 1)
    ? first.map((each): Ask => ({ ...each, by: 'second-address' }))
    : [];
  const clients = podKeys.filter((key) => key !== SERVED_POD);
  const served = asks(clients, [SERVED_POD], [...servicePorts.keys()]).map((each): Ask => ({ ...each, by: 'service' }));
  return [...pairs(SERVED_PORTS, 'TCP'), ...pairs(UDP_PORTS, 'UDP'), ...second, ...served].map((ask) =>
    triedFor(arena, ask),
  );
}

/** Some of them: connections that the state must block, some that one of its rules allows, and a few that it does not concern. */
export function sampledConnections(random: Random, arena: Arena, state: State, all: readonly Tried[]): Tried[] {
  const kinds = Map.groupBy(all, (tried) => kindOf(arena, state, tried));
  return (['blocked', 'allowed', 'free'] as const).flatMap((kind) => random.some(kinds.get(kind) ?? [], MOST[kind]));
}

function kindOf(arena: Arena, state: State, tried: Tried): keyof typeof MOST | 'undefined' {
  const judgement = judgementOf(arena, state, tried);
  switch (judgement?.reach) {
    case 'blocked':
      return 'blocked';
    case 'open':
      return [judgement.egress, judgement.ingress].some((side) => side?.isolatedBy.length) ? 'allowed' : 'free';
    default:
      return 'undefined';
  }
}
