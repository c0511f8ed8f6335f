/** What one failure may cost in memory; upstream's specs have at most 9 pods and lines of some hundred characters. */
export const reachabilityLimits = {
  /** Characters of a line; the rest of a longer one is not looked at. */
  lineLength: 16 * 1024,
  /** Pods of a spec; those beyond are left out and the failure counts as incomplete. */
  pods: 32,
  /** Characters of `namespace/pod`, which Kubernetes bounds to 63 and 253. */
  podLength: 320,
  /** Characters kept of a message. */
  messageLength: 500,
  /** Servers that are remembered as not ready; upstream has two ports of one protocol. */
  servers: 16,
} as const;
