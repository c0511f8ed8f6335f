import type { Connection, Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import { type Judgement, judgeConnection } from '../../../../results-parsers/policy-model/reachability-model.ts';

export type Reach = Judgement['reach'];

/** A connection as an engine meets it. */
export interface MetConnection extends Connection {
  /** The port of the service by whose address it is opened; null: it is opened by the pod's own. */
  readonly servicePort: number | null;
}

/**
 * How an engine differs from the model: a named defect of a kind that network plugins have had. Static ones only, which show whenever
 * their policies are in force; nothing here is about time, restarts or load.
 */
export interface ModelDefect {
  /** What such an engine does, as in "an engine that ...". */
  readonly name: string;
  /** Public reports of this kind of defect, as `owner/repository#number`; empty: no report is known, it is a mistake that is easily made. */
  readonly reports: readonly string[];
  /** What the engine takes for the truth. @param before all that was true earlier, the oldest first */
  readonly believes?: (now: Landscape, before: readonly Landscape[]) => Landscape;
  /** What comes of a connection. @param right what would come of it by what the engine believes */
  readonly reaches?: (right: Reach, connection: MetConnection, believed: Landscape) => Reach;
}

/** The engine without defects. */
export const SOUND: ModelDefect = { name: 'does what the API says', reports: [] };

/** The outcome of a connection between pods of the landscape as an engine with the defect last heard of it. */
export function reachWith(defect: ModelDefect, history: readonly Landscape[], connection: MetConnection): Reach {
  const now = history.at(-1);
  if (now === undefined) throw new Error('expected a landscape to be told of');
  const believed = defect.believes?.(now, history.slice(0, -1)) ?? now;
  const believedEnd = ({ pod, address }: Connection['from']): Connection['from'] => ({
    pod: believed.pods.find(({ namespace, name }) => namespace === pod?.namespace && name === pod.name) ?? null,
    address,
  });
  const met = { ...connection, from: believedEnd(connection.from), to: believedEnd(connection.to) };
  const right = judgeConnection(believed, met).reach;
  return defect.reaches?.(right, met, believed) ?? right;
}
