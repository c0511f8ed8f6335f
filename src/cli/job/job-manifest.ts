import { type Input, inputsConfigMap } from './inputs-config-map.ts';
import type { JobFlags } from './job-options.ts';
import { podSpec } from './pod-spec.ts';

/** The objects to be applied, in order: a ConfigMap if there are inputs, and an Indexed Job with a pod for each shard. */
export function jobObjects(
  archives: readonly string[],
  flags: JobFlags,
  { image, inputs }: { image: string; inputs: readonly Input[] },
): object[] {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: flags.name, labels: labels(flags) },
    spec: {
      completionMode: 'Indexed',
      completions: flags.shards,
      parallelism: Math.min(flags.parallelism, flags.shards),
      backoffLimitPerIndex: flags.retries,
      // Two pods of one shard would do the same work twice.
      podReplacementPolicy: 'Failed',
      // Draining a node is not the shard's fault.
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: { metadata: { labels: labels(flags) }, spec: podSpec(archives, flags, { image, inputs }) },
    },
  };
  return inputs.length === 0 ? [job] : [inputsConfigMap(flags, inputs, labels(flags)), job];
}

function labels({ name }: JobFlags): Record<string, string> {
  return { 'app.kubernetes.io/name': 'scs-networking', 'app.kubernetes.io/instance': name };
}
