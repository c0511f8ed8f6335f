import * as z from 'zod';

/** Keys that Kubernetes reads and this project neither sets nor looks at. */
function accepted<const Key extends string>(...keys: readonly Key[]): Record<Key, z.ZodOptional<z.ZodUnknown>> {
  return Object.fromEntries(keys.map((key) => [key, z.unknown().optional()])) as Record<
    Key,
    z.ZodOptional<z.ZodUnknown>
  >;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const Quantities = z.strictObject({
  cpu: z.union([z.number(), z.string()]).optional(),
  memory: z.union([z.number(), z.string()]).optional(),
  'ephemeral-storage': z.union([z.number(), z.string()]).optional(),
});

export const Toleration = z.strictObject({
  key: z.string().optional(),
  operator: z.enum(['Exists', 'Equal']).optional(),
  value: z.string().optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  tolerationSeconds: z.int().optional(),
});
export type Toleration = z.infer<typeof Toleration>;

const SecurityContext = z.strictObject({
  runAsNonRoot: z.boolean().optional(),
  runAsUser: z.int().optional(),
  runAsGroup: z.int().optional(),
  allowPrivilegeEscalation: z.boolean().optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  capabilities: z
    .strictObject({ drop: z.array(z.string()).optional(), add: z.array(z.string()).optional() })
    .optional(),
  seccompProfile: z.strictObject({ type: z.string(), localhostProfile: z.string().optional() }).optional(),
  ...accepted('privileged', 'procMount', 'seLinuxOptions', 'windowsOptions', 'appArmorProfile'),
});

/** A container of Kubernetes' API, `core/v1`. */
const Container = z.strictObject({
  name: z.string().regex(LABEL, 'expected lower-case letters, digits and dashes'),
  image: z.string(),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z
    .array(
      z.strictObject({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  volumeMounts: z
    .array(
      z.strictObject({
        name: z.string(),
        mountPath: z.string().startsWith('/', 'expected an absolute path'),
        readOnly: z.boolean().optional(),
        ...accepted('subPath', 'subPathExpr', 'mountPropagation', 'recursiveReadOnly'),
      }),
    )
    .optional(),
  resources: z
    .strictObject({ requests: Quantities.optional(), limits: Quantities.optional(), ...accepted('claims') })
    .optional(),
  securityContext: SecurityContext.optional(),
  ...accepted('workingDir', 'ports', 'envFrom', 'resizePolicy', 'restartPolicy', 'volumeDevices', 'livenessProbe'),
  ...accepted('readinessProbe', 'startupProbe', 'lifecycle', 'terminationMessagePath', 'terminationMessagePolicy'),
  ...accepted('stdin', 'stdinOnce', 'tty'),
});

const Volume = z.looseObject({
  name: z.string().refine((name) => name !== 'results', 'expected another name than results'),
});

/** A pod's specification of Kubernetes' API, `core/v1`; Sonobuoy adds the containers. */
const PodSpec = z.strictObject({
  serviceAccountName: z.string(),
  // Always would restart a runner that has handed over its results.
  restartPolicy: z.enum(['OnFailure', 'Never']),
  terminationGracePeriodSeconds: z.int().positive().optional(),
  nodeSelector: z.record(z.string(), z.string()).optional(),
  tolerations: z.array(Toleration).optional(),
  initContainers: z.array(Container).optional(),
  containers: z.array(Container).optional(),
  volumes: z.array(Volume).optional(),
  imagePullSecrets: z.array(z.strictObject({ name: z.string() })).optional(),
  ...accepted('activeDeadlineSeconds', 'affinity', 'automountServiceAccountToken', 'dnsConfig', 'dnsPolicy'),
  ...accepted('enableServiceLinks', 'hostAliases', 'hostIPC', 'hostNetwork', 'hostPID', 'hostUsers', 'hostname'),
  ...accepted('nodeName', 'os', 'overhead', 'preemptionPolicy', 'priority', 'priorityClassName', 'readinessGates'),
  ...accepted('resourceClaims', 'resources', 'runtimeClassName', 'schedulerName', 'schedulingGates'),
  ...accepted('securityContext', 'serviceAccount', 'setHostnameAsFQDN', 'shareProcessNamespace', 'subdomain'),
  ...accepted('topologySpreadConstraints'),
});

/**
 * The part of a plugin's manifest that Sonobuoy reads (pkg/plugin/manifest/manifest.go, v0.57.5). Its decoder silently drops unknown keys, so
 * this schema is strict: a key that is not here would have no effect.
 */
export const SonobuoyManifest = z.strictObject({
  'sonobuoy-config': z.strictObject({
    driver: z.enum(['Job', 'DaemonSet']),
    'plugin-name': z.string().regex(LABEL, 'expected lower-case letters, digits and dashes'),
    'result-format': z.enum(['junit', 'gojson', 'raw', 'manual']),
    'result-files': z.array(z.string()).optional(),
    'skip-cleanup': z.boolean().optional(),
    description: z.string().optional(),
    'source-url': z.string().optional(),
    order: z.int().optional(),
  }),
  podSpec: PodSpec.optional(),
  spec: Container,
  'extra-volumes': z.array(Volume).optional(),
  'config-map': z.record(z.string(), z.string()).optional(),
});
export type SonobuoyManifest = z.infer<typeof SonobuoyManifest>;
