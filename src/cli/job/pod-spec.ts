import type { Toleration } from '../../sonobuoy/manifest-schema.ts';
import { evaluateArguments, INPUTS } from './evaluate-arguments.ts';
import { type Input, inputsVolume } from './inputs-config-map.ts';
import type { JobFlags } from './job-options.ts';

/** Enough for one archive at a time; large ones need no more. */
const REQUESTS = { cpu: '1', memory: '768Mi' } as const;
/** A pod that needs more is ended, and its shard retried. */
const LIMITS = { memory: '1536Mi' } as const;

/** The user of the image. */
const USER = 65532;

const CREDENTIALS = [
  { name: 'AWS_ACCESS_KEY_ID', optional: false },
  { name: 'AWS_SECRET_ACCESS_KEY', optional: false },
  { name: 'AWS_SESSION_TOKEN', optional: true },
] as const;

/** The pod of a shard, which Pod Security admits at the level restricted. */
export function podSpec(
  archives: readonly string[],
  flags: JobFlags,
  { image, inputs }: { image: string; inputs: readonly Input[] },
): object {
  const { pullSecret, nodeSelector = new Map(), toleration = [] } = flags;
  const volumes = [{ name: 'tmp', emptyDir: {} }, ...(inputs.length === 0 ? [] : [inputsVolume(flags, inputs)])];
  return {
    // A failed pod stays, for its log; another one takes its place.
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 10,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { 'kubernetes.io/os': 'linux', ...Object.fromEntries(nodeSelector) },
    ...(toleration.length === 0 ? {} : { tolerations: toleration satisfies readonly Toleration[] }),
    ...(pullSecret === undefined ? {} : { imagePullSecrets: [{ name: pullSecret }] }),
    containers: [container(archives, flags, image, inputs)],
    volumes,
  };
}

function container(archives: readonly string[], flags: JobFlags, image: string, inputs: readonly Input[]): object {
  const requests = { ...REQUESTS, ...flags.requests };
  const mounts = [
    { name: 'tmp', mountPath: '/tmp' },
    ...(inputs.length === 0 ? [] : [{ name: 'inputs', mountPath: INPUTS, readOnly: true }]),
  ];
  return {
    name: 'evaluate',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: evaluateArguments(archives, flags, { files: inputs, jobs: processors(requests.cpu) }),
    env: environment(flags),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: mounts,
    resources: { requests, limits: { ...LIMITS, ...flags.limits } },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

/** Credentials, only by the secret's name. */
function environment({ secret, endpoint, region }: JobFlags): object[] {
  return [
    ...(endpoint === undefined ? [] : [{ name: 'AWS_ENDPOINT_URL_S3', value: endpoint }]),
    ...(region === undefined ? [] : [{ name: 'AWS_REGION', value: region }]),
    ...CREDENTIALS.map(({ name, optional }) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key: name, ...(optional ? { optional } : {}) } },
    })),
  ];
}

/** `2`, `1500m`: whole processors, at least one. */
function processors(cpu: string): number {
  const value = cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu);
  return Math.max(1, Math.floor(value));
}
