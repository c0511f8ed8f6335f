import * as z from 'zod';
import { PortNumber } from '../../policy-model/network-policy.ts';

/**
 * A connection on a path on which the API leaves open what policies mean.
 *
 * - `control`: to the isolated pod at its own address, which shows whether it is isolated at all.
 * - `own-address`, `own-service`: from the isolated pod to itself.
 * - `own-node`, `other-node`, `from-node`: to a NodePort of the isolated pod's node, to one of another node, and to one from another node.
 * - `host-port`: to a hostPort of the isolated pod.
 * - `as-peer`, `as-target`: from a pod in its node's network that a rule selects, and to one that a policy selects.
 */
export const pathKinds = [
  'control',
  'own-address',
  'own-service',
  'own-node',
  'other-node',
  'from-node',
  'host-port',
  'as-peer',
  'as-target',
] as const;
export type PathKind = (typeof pathKinds)[number];

export const ReportedPath = z.object({
  /** The id of the scenario that reports it. */
  scenario: z.string(),
  /** One of `pathKinds`; a later version may have further ones. */
  kind: z.string(),
  from: z.object({ namespace: z.string(), pod: z.string() }),
  to: z.object({ address: z.string(), port: PortNumber }),
});
export type ReportedPath = z.infer<typeof ReportedPath>;

/** The name of these connections' probes. */
export const PATHS = 'paths';

/** The steps of these probes: without policies, the control while they are in force, and all others then. */
export const PATH_STEPS = { before: 0, control: 1, during: 2 } as const;
