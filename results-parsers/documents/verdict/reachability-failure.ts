import * as z from 'zod';
import { Reach } from '../../policy-model/reachability.ts';

const Count = z.int().nonnegative();

/**
 * - `leak`: connections that should be blocked were open, a matter of security.
 * - `blocked`: connections that should be open were blocked, a matter of function.
 * - `both`: some of each.
 * - `environment`: pods, servers, probes or the API server did not do what the spec needs before it can judge a policy.
 * - `unknown`: the texts do not show it.
 *
 * It explains a failure and never excuses it: a failed spec is failed.
 */
export const FailureKind = z.enum(['leak', 'blocked', 'both', 'environment', 'unknown']);
export type FailureKind = z.infer<typeof FailureKind>;

/**
 * The output of the probe of a blocked connection, by the first word that `agnhost connect` writes to standard error.
 * `nothing`: not a word, as when the probe could not be started in its pod.
 */
export const ProbeAnswer = z.enum(['timeout', 'refused', 'dns', 'other', 'unknown', 'nothing']);
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

/** Both names as the cluster had them, the namespace's random suffix included. */
export const Pod = z.object({ namespace: z.string(), name: z.string() });
export type Pod = z.infer<typeof Pod>;

/** Port and protocol of the servers that an attempt connects to; null: no line shows them. */
export const Server = z.object({ port: Count.nullable(), protocol: z.string().nullable() });
export type Server = z.infer<typeof Server>;

/** Where a pod was. */
const PlacedPod = Pod.extend({ node: z.string() });

export const WrongConnection = z.object({
  from: Pod,
  to: Pod,
  expected: Reach,
  observed: Reach,
  /** Null: the connection was open, or no line shows it. */
  answer: ProbeAnswer.nullable(),
});
export type WrongConnection = z.infer<typeof WrongConnection>;

/**
 * Connections between the pods: a row for each source, in it a mark for each destination, both in the order of `pods`.
 * Marks are upstream's: `.` open, `X` blocked, `?` not known.
 */
export const ReachabilityMatrix = z.array(z.string().regex(/^[.X?]*$/));
export type ReachabilityMatrix = z.infer<typeof ReachabilityMatrix>;

/** A probe of the whole matrix; upstream repeats one that found something wrong. */
export const ReachabilityTry = z.object({
  number: z.int().positive(),
  observed: ReachabilityMatrix,
  /** Connections that were not as expected, without those of a pod to itself; null: no line shows it. */
  wrong: Count.nullable(),
});
export type ReachabilityTry = z.infer<typeof ReachabilityTry>;

/** What the texts of a failed NetworkPolicy spec say about the connections that it probed. */
export const ReachabilityFailure = z.object({
  kind: FailureKind,
  /** First line of what the spec failed with; empty: there was none. */
  message: z.string(),
  /** Whether the matrix was read to its end and agrees with upstream's own counts; true if the spec did not get as far as a matrix. */
  complete: z.boolean(),
  server: Server,
  pods: z.array(Pod),
  expected: ReachabilityMatrix,
  /** The first one and, if there was one, the second. For a spec whose servers were never ready: the last one. */
  tries: z.array(ReachabilityTry),
  /** Of the last try, by source and destination in the order of `pods`. Connections of a pod to itself do not count upstream. */
  wrong: z.array(WrongConnection),
  /** How many connections count. */
  connections: Count,
  /** Whether the first and the second try had the same connections wrong; null: there were not two. */
  sameInBothTries: z.boolean().nullable(),
  /** Servers that the spec waited for in vain, before it made any policy. */
  notReady: z.array(Server),
  /** The last error of starting a probe in a pod; null: there was none. */
  execError: z.string().nullable(),
  /** Pods that never ran, of which the e2e framework prints all, the node included. */
  placed: z.array(PlacedPod),
});
export type ReachabilityFailure = z.infer<typeof ReachabilityFailure>;
