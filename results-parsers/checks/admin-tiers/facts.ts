import * as z from 'zod';
import type { CheckObservations } from '../../documents/checks/check-observations.ts';

/** Ids of the two checks, by the kinds of policy.networking.k8s.io that each is about. */
export const CLUSTER_NETWORK_POLICY = 'cluster-network-policy';
export const ADMIN_NETWORK_POLICY = 'admin-network-policy';

/** What a check of admin network policies notes beside its probes. */
export const AdminPolicyFacts = z.object({
  /** Versions of policy.networking.k8s.io that the API server serves; empty: it does not serve the group. */
  servedVersions: z.array(z.string()),
  /** Those that the check knows, the newest first. Absent in archives of a check that knew only one. */
  knownVersions: z.array(z.string()).optional(),
  /** The newest of these that has the check's kinds, which it tried; null: none has. Absent where knownVersions is. */
  version: z.string().nullish(),
  /** Kinds of that version that it has, as their plurals. */
  servedKinds: z.array(z.string()),
  /** What the definitions of these kinds state about themselves, as `name bundle-version channel`. */
  definitions: z.array(z.string()),
  /** Whether a baseline policy of the operator's is in use. There can be only one, so it is then left alone. */
  baselineInUse: z.boolean(),
});
export type AdminPolicyFacts = z.infer<typeof AdminPolicyFacts>;

/** Null: the check did not get that far. */
export function adminPolicyFacts({ facts }: Pick<CheckObservations, 'facts'>): AdminPolicyFacts | null {
  return AdminPolicyFacts.safeParse(facts).data ?? null;
}
