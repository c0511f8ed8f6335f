import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { deleteNamespace, listMarkedNamespaces, type MarkedNamespace } from '../../cluster/marked-namespaces.ts';

const POLL_MILLISECONDS = 500;

/** What happened to the namespaces that were to be deleted. */
export interface Swept {
  /** Their deletion was asked for, and they are gone, or there was no time to see them go. */
  readonly deleted: readonly string[];
  /** Still there when the time was up; sorted. */
  readonly left: readonly string[];
  /** Why it is not known whether something is left; null: it is known. */
  readonly problem: string | null;
}

export interface SweepTime {
  /** How long to try, and to wait until they are gone. */
  readonly milliseconds: number;
  /** False: asking for the deletion is enough. */
  readonly untilGone: boolean;
  /** Ends the waiting early; the deletion has been asked for by then. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes the namespaces of ours that `isOurs` picks, again and again until none is there or the time is up. Never rejects: an API
 * server that is away is tried until the time is up.
 */
export async function sweep(
  cluster: ClusterConnection,
  isOurs: (namespace: MarkedNamespace) => boolean,
  { milliseconds, untilGone, signal }: SweepTime,
): Promise<Swept> {
  const end = Date.now() + milliseconds;
  const asked = new Set<string>();
  let present: string[] = [];
  let problem: string | null = null;
  for (;;) {
    try {
      const namespaces = (await listMarkedNamespaces(cluster)).filter(isOurs);
      present = namespaces.map(({ name }) => name);
      await Promise.all(namespaces.map((namespace) => deleteOnce(cluster, namespace, asked)));
      problem = null;
      if (present.length === 0 || !untilGone) break;
    } catch (error) {
      problem = messageOf(error);
    }
    if (Date.now() >= end || signal?.aborted === true) break;
    await sleep(Math.min(POLL_MILLISECONDS, Math.max(1, end - Date.now())));
  }
  const left = untilGone ? present : present.filter((name) => !asked.has(name));
  return { deleted: [...asked].filter((name) => !left.includes(name)).sort(), left, problem };
}

async function deleteOnce(cluster: ClusterConnection, namespace: MarkedNamespace, asked: Set<string>): Promise<void> {
  if (asked.has(namespace.name)) return;
  if (!namespace.isTerminating) await deleteNamespace(cluster, namespace);
  asked.add(namespace.name);
}
