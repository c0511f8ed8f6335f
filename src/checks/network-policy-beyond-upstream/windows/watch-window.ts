import type { Tried } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import { BASELINE } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { ScsNetworkingError } from '../../../../results-parsers/core/errors.ts';
import type { ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
import type { CheckContext } from '../../check.ts';
import type { Turns } from '../../probe/turns.ts';
import { type Arena, podOf } from '../arena.ts';
import { type ClusterState, NOTHING, type State, stateOf } from '../cluster-state.ts';
import type { ScenarioRunner } from '../run-scenarios.ts';
import { GuestRoom } from './guest-room.ts';
import { TriesDuringChange } from './tries-during-change.ts';
import { GUEST, type WatchedAsk, type Window, type WindowState } from './window.ts';

const LEAST_SECONDS_AFTERWARDS = 2;
/** Distinguishes these steps from those of the other baselines. */
const FIRST_CONTROL = 1_000;
const CONTROL_SECONDS = 10;

/** Where windows are carried out. */
export interface WindowLane {
  readonly arena: Arena;
  readonly state: ClusterState;
  readonly runner: ScenarioRunner;
  /** Whose turn it is to watch, if windows are carried out in several lanes. */
  readonly watching: Turns;
}

/** A window, and its number among all windows. */
export interface NumberedWindow {
  readonly window: Window;
  readonly number: number;
}

/** Carries out windows one after the other. If the cluster keeps one from being carried out, the others still are. Rejects once the check is to end. */
export async function watchWindows(
  context: CheckContext,
  lane: WindowLane,
  all: readonly NumberedWindow[],
): Promise<void> {
  for (const each of all) {
    await watchWindow(context, lane, each).catch((error: unknown) => {
      context.signal.throwIfAborted();
      if (!(error instanceof ScsNetworkingError)) throw error;
      lane.runner.noteFailure(each.window.id, error.message);
    });
  }
}

/**
 * Goes through a window's states while its connections are tried, and keeps all tries. Then tries them again like those of any scenario, which
 * decides whether the change was enforced. A guest's connections are also tried without policies, before and after. Rejects as the context
 * does.
 */
async function watchWindow(context: CheckContext, lane: WindowLane, { window, number }: NumberedWindow): Promise<void> {
  const { arena, runner } = lane;
  const room = await GuestRoom.open(context, arena, window);
  const tries = new TriesDuringChange(context);
  const states = window.states({ x: arena.x, y: arena.y, guest: room?.namespace ?? arena.x });
  const last = states.at(-1) ?? states[0];
  const connections = (): Tried[] => window.asks.map((ask) => watchedTried(arena, room, ask));
  const inForce = (each: WindowState): State => ({ ...stateOf(arena, each), ...room?.own });
  const withoutPolicies = async (which: 0 | 1): Promise<void> => {
    if (room === null) return;
    const step = FIRST_CONTROL + 2 * number + which;
    await runner.step(BASELINE, step, { ...NOTHING, ...room.own }, connections(), CONTROL_SECONDS);
  };
  try {
    if (states[0].guest !== undefined) await room?.welcome(states[0].guest);
    await withoutPolicies(0);
    await runner.step(window.id, 0, inForce(states[0]), connections());
    const end = await lane.watching.take(async () => {
      // The connections of a guest are not known before it runs.
      if (room === null) await tries.underWay(connections());
      const changedAt = await goThrough(lane, room, states.slice(1));
      if (changedAt === null) return null;
      if (room !== null) tries.start(connections());
      const patience = runner.patientSeconds * 1000;
      const patienceEnd = Date.now() + patience;
      const change = { after: inForce(last), changedAt };
      for (const probe of await tries.untilSettled(window.id, arena, change, patience)) context.keep(probe);
      return patienceEnd;
    });
    if (end === null) {
      runner.notes.notApplicable.push({ scenario: window.id, reason: NOT_GIVEN_AGAIN });
      return;
    }
    await room?.untilRunning();
    const seconds = Math.max(LEAST_SECONDS_AFTERWARDS, (end - Date.now()) / 1000);
    await runner.step(window.id, 1, inForce(last), connections(), seconds);
    await withoutPolicies(1);
  } finally {
    await tries.stop();
    await room?.leave();
  }
}

const NOT_GIVEN_AGAIN = 'Not tried: the cluster gave the address of a deleted pod to no new one.';

/** Resolves to the time of the API server's answer to the last change; null: there was no answer, because the guest did not get its address. */
async function goThrough(
  { arena, state }: WindowLane,
  room: GuestRoom | null,
  states: readonly WindowState[],
): Promise<string | null> {
  let changedAt: string | null = null;
  for (const each of states) {
    if (room !== null && each.guest !== undefined) {
      changedAt = await room.replace(each.guest, state);
      if (changedAt === null) return null;
    }
    changedAt = (await state.become(stateOf(arena, each))) ?? changedAt;
  }
  return changedAt;
}

function watchedTried(arena: Arena, room: GuestRoom | null, { from, to, protocol, port }: WatchedAsk): Tried {
  const podFor = (key: WatchedAsk['from']): ModelPod => {
    if (key !== GUEST) return podOf(arena, key);
    if (room === null) throw new Error('expected a window with a guest');
    return room.guest;
  };
  const [source, target] = [podFor(from), podFor(to)];
  return {
    from: { namespace: source.namespace, pod: source.name },
    to: { what: target.name, address: target.addresses[0] ?? '' },
    protocol,
    port,
  };
}
