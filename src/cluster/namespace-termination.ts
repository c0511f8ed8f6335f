import type { V1Namespace } from '@kubernetes/client-node';

/** The end of a namespace whose deletion was asked for, and which is still there. */
export interface Termination {
  readonly since: Date;
  /** What keeps it, in the words of its own conditions; empty: they do not show it, or not yet. */
  readonly heldBy: readonly string[];
  /** Whether waiting alone is not enough: some object has a finalizer, or cannot be deleted. */
  readonly isStuck: boolean;
}

/** Conditions that only say that there is something left to delete, as there is at first in any namespace. */
const REMAINING = 'NamespaceContentRemaining';
/** Conditions that name what cannot be deleted (pkg/apis/core/types.go). */
const STUCK: ReadonlySet<string> = new Set([
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
  'NamespaceFinalizersRemaining',
]);

/** Null: its deletion was not asked for. */
export function terminationOf({ metadata, spec, status }: V1Namespace): Termination | null {
  const since = metadata?.deletionTimestamp;
  if (since === undefined) return null;
  const current = (status?.conditions ?? []).filter(({ status: is }) => is === 'True');
  const stuck = current.filter(({ type }) => STUCK.has(type));
  const others = current.filter(({ type }) => type === REMAINING);
  const own = (spec?.finalizers ?? []).filter((name) => name !== 'kubernetes');
  return {
    since: new Date(since),
    heldBy: [
      ...[...stuck, ...others].map(({ type, message }) => message || type),
      ...(own.length === 0 ? [] : [`finalizers of the namespace itself: ${own.join(', ')}`]),
    ],
    isStuck: stuck.length > 0 || own.length > 0,
  };
}
