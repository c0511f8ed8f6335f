import { z } from 'zod';

/**
 * What Sonobuoy reads of a plugin (pkg/plugin/manifest/manifest.go, v0.57.5). Its decoder drops unknown keys without a word, so this
 * schema is strict: a key that is not here has no effect. Parts of the pod are limited to what this plugin uses.
 */
const SecurityContext = z.strictObject({
  runAsNonRoot: z.literal(true),
  runAsUser: z.int().positive(),
  runAsGroup: z.int().positive(),
  allowPrivilegeEscalation: z.literal(false),
  readOnlyRootFilesystem: z.literal(true),
  capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
});

const Container = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/),
  image: z.string(),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
  command: z.array(z.string()).min(1),
  volumeMounts: z.array(
    z.strictObject({ name: z.string(), mountPath: z.string().startsWith('/'), readOnly: z.boolean().optional() }),
  ),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: z.string().regex(/^\d+m$/), memory: z.string().regex(/^\d+Mi$/) }),
  }),
  securityContext: SecurityContext,
});

const Toleration = z.strictObject({
  key: z.string(),
  operator: z.literal('Exists'),
  effect: z.enum(['NoSchedule', 'NoExecute']).optional(),
});

const PodSpec = z.strictObject({
  serviceAccountName: z.string(),
  restartPolicy: z.enum(['Never', 'OnFailure', 'Always']),
  terminationGracePeriodSeconds: z.int().positive(),
  nodeSelector: z.record(z.string(), z.string()),
  tolerations: z.array(Toleration),
  initContainers: z.array(Container),
  volumes: z.array(z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) })),
});

export const SonobuoyManifest = z.strictObject({
  'sonobuoy-config': z.strictObject({
    driver: z.enum(['Job', 'DaemonSet']),
    'plugin-name': z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/),
    'result-format': z.enum(['junit', 'gojson', 'raw', 'manual']),
    'result-files': z.array(z.string()),
    description: z.string(),
    'source-url': z.url(),
  }),
  podSpec: PodSpec,
  spec: Container,
});
export type SonobuoyManifest = z.infer<typeof SonobuoyManifest>;
