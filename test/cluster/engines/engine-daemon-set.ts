import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { policyEngineName } from '../builds/components.ts';
import { NODE_KUBECONFIG } from '../control-plane/pki.ts';
import { clusterLayout } from '../state/layout.ts';
import type { ClusterState } from '../state/state.ts';
import { ENGINE_ARGUMENTS } from './policy-engine.ts';

export const ENGINE_SET = { namespace: 'kube-system', name: 'kube-network-policies' } as const;

const LABELS = { app: 'kube-network-policies' };
const PROGRAM = '/engine';
/** Where the engine serves its metrics, once it has started. */
const METRICS_PORT = 9080;

/** The arguments of an engine in a pod; further ones may repeat earlier ones, and then replace them. */
export function engineCommand(...further: readonly string[]): string[] {
  return [
    PROGRAM,
    `--kubeconfig=${NODE_KUBECONFIG}`,
    ...ENGINE_ARGUMENTS,
    '--hostname-override=$(NODE_NAME)',
    ...further,
  ];
}

/**
 * The policy engine in pods, as network plugins run theirs, with the cluster's own program and an image that the cluster has. A changed template
 * applies only to pods that are made after others were deleted.
 */
export async function engineDaemonSet(state: ClusterState, image: string): Promise<object> {
  const program = await realpath(join(clusterLayout(state.name).bin, policyEngineName('standard')));
  const configuration = dirname(NODE_KUBECONFIG);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: ENGINE_SET,
    spec: {
      selector: { matchLabels: LABELS },
      updateStrategy: { type: 'OnDelete' },
      template: {
        metadata: { labels: LABELS },
        spec: {
          hostNetwork: true,
          tolerations: [{ operator: 'Exists' }],
          containers: [
            {
              name: 'engine',
              image,
              imagePullPolicy: 'IfNotPresent',
              command: engineCommand(),
              env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
              readinessProbe: { tcpSocket: { port: METRICS_PORT }, periodSeconds: 1 },
              securityContext: { privileged: true },
              volumeMounts: [
                { name: 'program', mountPath: PROGRAM, readOnly: true },
                { name: 'configuration', mountPath: configuration, readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: 'program', hostPath: { path: program, type: 'File' } },
            { name: 'configuration', hostPath: { path: configuration, type: 'Directory' } },
          ],
        },
      },
    },
  };
}
