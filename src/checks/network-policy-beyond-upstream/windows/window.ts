import type { WindowId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Labels } from '../../../../results-parsers/policy-model/network-policy.ts';
import type { PodKey } from '../arena.ts';
import type { Ask, Step } from '../scenario.ts';

/** Stands for the pod that a window makes for itself. */
export const GUEST = 'guest';

/** A connection that is tried all the time while the states change. */
export type WatchedAsk = Pick<Ask, 'protocol' | 'port'> & { from: PodKey | typeof GUEST; to: PodKey | typeof GUEST };

/** The same connection as an ask of a scenario; null: it is to or from the guest, which exists only for a while. */
export function askAmongLasting({ from, to, protocol, port }: WatchedAsk): Ask | null {
  return from === GUEST || to === GUEST ? null : { from, to, protocol, port };
}

/** What is in force during a part of a window. */
export type WindowState = Omit<Step, 'asks'> & {
  /** The guest, which is made before the rest of the state. */
  readonly guest?: { readonly labels: Labels };
};

/** The namespaces of the arena, and the one of the guest. */
export interface WindowPlace {
  readonly x: string;
  readonly y: string;
  readonly guest: string;
}

/**
 * What the guest of the second state has in common with the guest of the first state, which is deleted before.
 *
 * - `name`: its name, as in a StatefulSet.
 * - `address`: its address, if the cluster assigns it again.
 * - `namespace`: its name and the name of its namespace, which is deleted and made again.
 */
export type Kept = 'name' | 'address' | 'namespace';

/** A change during which connections are tried. Only data; watch-window.ts carries it out. */
export interface Window {
  readonly id: WindowId;
  /** Left out: the window has no guest. */
  readonly kept?: Kept;
  /** Labels that the guest's namespace has until it is made again without them. */
  readonly oldNamespaceLabels?: Labels;
  /** The first state is reached before watching begins; the others follow one after the other without a pause. */
  readonly states: (place: WindowPlace) => readonly [WindowState, ...WindowState[]];
  readonly asks: readonly WatchedAsk[];
}
