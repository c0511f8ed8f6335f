import { CoreV1Api, type V1Container, type V1ContainerPort, type V1Pod } from '@kubernetes/client-node';
import { clusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { RUN_LABEL } from './run-mark.ts';

/** Name of the first container, for exec and logs. */
export const AGNHOST_CONTAINER = 'agnhost';

/** What a container of upstream's test image does: it serves, connects or waits (`agnhost netexec`, `porter`, `connect`, `pause`). */
export interface AgnhostContainer {
  /** agnhost's arguments, such as `['netexec', '--http-port=8080']`. */
  readonly args: readonly string[];
  /** Environment variables, by name. */
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: readonly V1ContainerPort[];
}

/** A pod of upstream's test image. */
export interface AgnhostPod extends AgnhostContainer {
  readonly name: string;
  /** The full reference, see agnhostImage. */
  readonly image: string;
  /** Further containers beside the first one. */
  readonly beside?: readonly AgnhostContainer[];
  /** Init containers that run for as long as the pod. Kubernetes has them from 1.29 on; before, the pod would never start. */
  readonly sidecars?: readonly AgnhostContainer[];
  /** True: in its node's network, which the namespace has to allow. */
  readonly hostNetwork?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** The node that it must run on; left out: another one than that of the namespace's other pods, if the scheduler has a choice. */
  readonly node?: string;
  /** TCP port that the kubelet connects to every second, to see whether the pod is ready; left out: it is as soon as it runs. */
  readonly readinessPort?: number;
  /** Names of secrets in the pod's namespace that let it pull the image. */
  readonly pullSecrets?: readonly string[];
}

/** The pod as it is sent. Unless it is to be in its node's network, Pod Security calls its shape `restricted`: it runs wherever any pod may. */
function agnhostPodBody(pod: AgnhostPod): V1Pod {
  const {
    name,
    image,
    beside = [],
    sidecars = [],
    hostNetwork = false,
    labels,
    node,
    readinessPort,
    pullSecrets,
  } = pod;
  return {
    metadata: { name, ...(labels === undefined ? {} : { labels: { ...labels } }) },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      ...(hostNetwork ? { hostNetwork } : {}),
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      ...(node === undefined ? SPREAD : { affinity: { nodeAffinity: onlyOn(node) } }),
      ...(pullSecrets === undefined ? {} : { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
      ...(sidecars.length === 0
        ? {}
        : { initContainers: sidecars.map((sidecar, index) => sidecarBody(index, image, sidecar)) }),
      containers: [
        {
          ...containerBody(AGNHOST_CONTAINER, image, pod),
          ...(readinessPort === undefined ? {} : { readinessProbe: everySecond(readinessPort) }),
        },
        ...beside.map((container, index) => containerBody(`${AGNHOST_CONTAINER}-${index + 2}`, image, container)),
      ],
    },
  };
}

function containerBody(name: string, image: string, { args, env, ports }: AgnhostContainer): V1Container {
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [...args],
    ...(env === undefined ? {} : { env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }),
    ...(ports === undefined ? {} : { ports: [...ports] }),
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

function sidecarBody(index: number, image: string, sidecar: AgnhostContainer): V1Container {
  return { ...containerBody(`${AGNHOST_CONTAINER}-sidecar-${index + 1}`, image, sidecar), restartPolicy: 'Always' };
}

/** By default the scheduler puts pods that request little on one node, and no traffic would pass between nodes. */
const SPREAD = {
  topologySpreadConstraints: [
    {
      topologyKey: 'kubernetes.io/hostname',
      maxSkew: 1,
      whenUnsatisfiable: 'ScheduleAnyway',
      // All pods of the namespace; the scheduler takes an empty selector for one that no pod matches.
      labelSelector: { matchExpressions: [{ key: RUN_LABEL, operator: 'DoesNotExist' }] },
    },
  ],
};

function everySecond(port: number) {
  return { tcpSocket: { port }, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 3 };
}

/** Through the scheduler, unlike spec.nodeName, so that a node that accepts no pods is reported as such. */
function onlyOn(node: string) {
  const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } };
}

/**
 * Creates the pod. Rejects with CLUSTER and the API server's reason (admission, quota) if it is refused.
 * @returns the image that it has; admission may have put another one in place of the one that was asked for
 */
export async function createAgnhostPod(
  cluster: ClusterConnection,
  namespace: string,
  pod: AgnhostPod,
): Promise<string> {
  const { spec } = await cluster
    .api(CoreV1Api)
    .createNamespacedPod({ namespace, body: agnhostPodBody(pod) })
    .catch((cause: unknown) => {
      throw clusterError(`the API server to create the pod ${pod.name} in ${namespace}`, cause);
    });
  return spec?.containers.find(({ name }) => name === AGNHOST_CONTAINER)?.image ?? pod.image;
}
