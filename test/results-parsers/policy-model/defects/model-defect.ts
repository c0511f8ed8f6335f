import type { Connection, Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import { type Judgement, judgeConnection } from '../../../../results-parsers/policy-model/reachability-model.ts';

export type Reach = Judgement['reach'];

/** A connection as an engine sees it. */
export interface MetConnection extends Connection {
  /** The port of the service whose address it is opened to; null: it is opened to the pod's own address. */
  readonly servicePort: number | null;
}

/**
 * How an engine differs from the model: a named defect of a kind that network plugins have had. All are static: they show whenever
 * their policies are in force. Defects of timing, restarts or load are not modelled.
 */
export interface ModelDefect {
  /** What such an engine does, as in "an engine that ...". */
  readonly name: string;
  /** Public reports of this kind of defect, as `owner/repository#number`; empty: no report is known, but the mistake is easy to make. */
  readonly reports: readonly string[];
  /** What the engine believes to be true. @param before all earlier states, the oldest first */
  readonly believes?: (now: Landscape, before: readonly Landscape[]) => Landscape;
  /** The outcome of a connection. @param right the outcome that follows from what the engine believes */
  readonly reaches?: (right: Reach, connection: MetConnection, believed: Landscape) => Reach;
}

/** The engine without defects. */
export const SOUND: ModelDefect = { name: 'does what the API says', reports: [] };

/** The outcome of a connection in the last landscape of the history, on an engine with the defect. */
export function reachWith(defect: ModelDefect, history: readonly Landscape[], connection: MetConnection): Reach {
  const now = history.at(-1);
  if (now === undefined) throw new Error('expected at least one landscape');
  const believed = defect.believes?.(now, history.slice(0, -1)) ?? now;
  const believedEnd = ({ pod, address }: Connection['from']): Connection['from'] => ({
    pod: believed.pods.find(({ namespace, name }) => namespace === pod?.namespace && name === pod.name) ?? null,
    address,
  });
  const met = { ...connection, from: believedEnd(connection.from), to: believedEnd(connection.to) };
  const right = judgeConnection(believed, met).reach;
  return defect.reaches?.(right, met, believed) ?? right;
}
