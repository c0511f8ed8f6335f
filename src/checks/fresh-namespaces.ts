import type { ClusterConnection } from '../cluster/connection.ts';
import { createRunNamespace, type NamespaceRequest, type RunNamespace } from '../cluster/run-namespaces.ts';

/** The namespaces of the check of default restrictions, new ones as anybody makes them, so that operators put into them what they put into each. */
export interface FreshNamespaces {
  readonly one: RunNamespace;
  readonly two: RunNamespace;
  /** When the first of them was asked for, in milliseconds of Date.now(). */
  readonly since: number;
}

/** What is asked for, without the run's id. */
export const FRESH = { purpose: 'fresh', podSecurity: null } as const satisfies Partial<NamespaceRequest>;

/**
 * Makes the check's namespaces before the check begins, because it waits for what appears in them. Rejects with CLUSTER; the end of the run
 * then removes the one that was made.
 */
export async function makeFreshNamespaces(cluster: ClusterConnection, runId: string): Promise<FreshNamespaces> {
  const since = Date.now();
  const make = (): Promise<RunNamespace> => createRunNamespace(cluster, { ...FRESH, runId });
  const [one, two] = await Promise.all([make(), make()]);
  return { one, two, since };
}
