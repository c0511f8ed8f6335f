import * as z from 'zod';
import { AskedPlugin } from '../../cluster/cni/asked-plugin.ts';

const Count = z.int().nonnegative();

/**
 * What the preflight found that makes a run impossible, unfair or slow.
 *
 * - `api-unreachable`: the API server does not answer.
 * - `permission-missing`: the plugin's service account may not do what the specs do.
 * - `no-node`: no node takes the pods of the specs.
 * - `namespace-refused`, `pod-refused`: admission refuses a namespace or a pod like those of the specs.
 * - `quota`: new namespaces get a quota with no room for the pods of a spec.
 * - `image`: the image of the specs' pods cannot be pulled.
 * - `pods`: pods do not start for another reason.
 * - `some-nodes`: pods do not start on some of the nodes.
 * - `capacity`: there is less room for pods than was asked for.
 * - `pull-secret`: a secret for pulling images cannot be used.
 * - `windows-nodes`: the pods of the specs, which select no nodes, may also be scheduled to Windows nodes.
 * - `label-delay`: the network plugin may follow new labels later than specs wait for.
 */
export const PreflightCode = z.enum([
  'api-unreachable',
  'permission-missing',
  'no-node',
  'namespace-refused',
  'pod-refused',
  'quota',
  'image',
  'pods',
  'some-nodes',
  'capacity',
  'pull-secret',
  'windows-nodes',
  'label-delay',
]);
export type PreflightCode = z.infer<typeof PreflightCode>;

export const PreflightProblem = z.object({
  code: PreflightCode,
  /** Whether it makes a fair run impossible. */
  stops: z.boolean(),
  text: z.string(),
  remedy: z.string(),
});
export type PreflightProblem = z.infer<typeof PreflightProblem>;

/** A node that takes the specs' pods. */
export const NodeCapacity = z.object({
  name: z.string(),
  /** That pods may use, in cores. */
  cpus: z.number().nonnegative(),
  /** That it may still take. */
  freePods: Count,
});
export type NodeCapacity = z.infer<typeof NodeCapacity>;

/** Whether pods can open SCTP sockets, tried in a pod on each node. */
export const SctpProbe = z.object({
  command: z.array(z.string()),
  nodes: z.array(
    z.object({
      node: z.string(),
      /** `unknown`: the answer does not show it. */
      outcome: z.enum(['possible', 'impossible', 'unknown']),
      /** What the command printed, or why it could not be run. */
      answer: z.string(),
    }),
  ),
});
export type SctpProbe = z.infer<typeof SctpProbe>;

/** What the runner found out about the cluster before it started the specs. */
export const Preflight = z.object({
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  problems: z.array(PreflightProblem),
  /** Image of the specs' pods. */
  image: z.string(),
  nodes: z.array(NodeCapacity),
  /** Null: no pod ran in which it could be tried. */
  sctp: SctpProbe.nullable(),
  /** What shows the network plugin; null: the API server did not answer, or the runner did not ask. */
  networkPlugin: AskedPlugin.nullable().default(null),
});
export type Preflight = z.infer<typeof Preflight>;

/** Specs that the run leaves out although its focus names them. */
export const LeftOut = z.object({
  specs: z.array(z.string()),
  /** Why they could not pass, and what exempts them, in words. */
  reason: z.string(),
});
export type LeftOut = z.infer<typeof LeftOut>;
