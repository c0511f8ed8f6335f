import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { removeRun } from './clean-up.ts';
import { followRun } from './follow-run.ts';
import { type RetrievedArchive, retrieveArchive } from './retrieve-archive.ts';
import type { RunObserver } from './run-observer.ts';
import type { KnownRun, WatchEnd } from './run-watch.ts';
import type { SonobuoyTarget } from './sonobuoy.ts';
import { terminationRemedy, terminationText } from './stuck-namespace.ts';

export interface RunToBringHome {
  readonly cluster: ClusterConnection;
  readonly target: SonobuoyTarget;
  readonly run: KnownRun;
  readonly observer: RunObserver;
  /** Aborts when the plugin is to hand over what it has. */
  readonly stop: AbortSignal;
  /** Where the archive goes. */
  readonly directory: string;
  /** What the verdict takes into account and the plugin does not know of: options, by their names. */
  readonly heeds: readonly string[];
  /** Whether the run is ours to remove. */
  readonly mayRemove: boolean;
  /** Pause between attempts to retrieve it. Left out: some seconds. */
  readonly pauseMilliseconds?: number;
  /** How long to wait for a finalizer that keeps its namespace. Left out: a minute. */
  readonly stuckSeconds?: number;
}

export interface BroughtHome {
  /** Null: there is none, and the observer knows why. */
  readonly archive: RetrievedArchive | null;
  /** What is left of the run in the cluster; null: nothing. */
  readonly left: Left | null;
}

/**
 * - `archive`: the run, because its archive could not be retrieved, or the run's state was unknown for too long.
 * - `run`: the run, which is not ours to remove or could not be removed.
 * - `namespace`: a namespace that is being deleted but does not go away.
 */
export type Left = 'archive' | 'run' | 'namespace';

/**
 * Follows a run to its end, retrieves its archive and removes it from the cluster. A run whose archive is there but could not be
 * retrieved stays, for it may be the only evidence.
 */
export async function bringHome(options: RunToBringHome): Promise<BroughtHome> {
  const { cluster, target, run, observer, mayRemove, stuckSeconds } = options;
  const pluginPods = new Set<string>();
  const end = await followRun({ ...options, pluginPods });
  const archive = await archiveOf(end, options);
  if (end.kind === 'gone') return { archive, left: null };
  if (end.kind === 'unanswered' || (end.kind === 'ready' && archive === null)) return { archive, left: 'archive' };
  if (!mayRemove) return { archive, left: 'run' };
  try {
    observer.say(`Removing the run from the namespace ${target.namespace}.`);
    // Without an archive the plugin will not deliver anything more, so there is nothing to wait for.
    const manner = end.kind === 'no-archive' ? 'at-once' : 'in-peace';
    const held = await removeRun(cluster, target, run, pluginPods, manner, stuckSeconds);
    if (held === null) return { archive, left: null };
    observer.say(
      `The namespace is not going away: ${terminationText(target.namespace, held, new Date())}. ${terminationRemedy(target.namespace)}`,
    );
    return { archive, left: 'namespace' };
  } catch (error) {
    if (!(error instanceof ScsNetworkingError)) throw error;
    observer.say(`The run could not be removed: ${error.message}`);
    return { archive, left: 'run' };
  }
}

async function archiveOf(end: WatchEnd, options: RunToBringHome): Promise<RetrievedArchive | null> {
  const { target, directory, observer, pauseMilliseconds } = options;
  if (end.kind !== 'ready') {
    observer.say(`There is no archive: ${end.reason}.${end.remedy === undefined ? '' : ` ${end.remedy}`}`);
    return null;
  }
  try {
    observer.say('Retrieving the archive.');
    return await retrieveArchive(target, end.archive, directory, (line) => observer.say(line), pauseMilliseconds);
  } catch (error) {
    if (!(error instanceof ScsNetworkingError)) throw error;
    observer.say(`The archive could not be retrieved: ${error.message}`);
    return null;
  }
}
