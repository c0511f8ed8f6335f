import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { copySecret, type SecretName } from '../cluster/copy-secret.ts';
import { createSonobuoyNamespace } from '../cluster/sonobuoy-namespace.ts';
import { findSonobuoyRun, STARTED_RUN } from '../cluster/sonobuoy-run.ts';
import { removeRun } from './clean-up.ts';
import { SonobuoyManifest } from './manifest-schema.ts';
import { runInTheWay } from './run-in-the-way.ts';
import type { KnownRun } from './run-watch.ts';
import { type SonobuoyTarget, sonobuoy, targetOptions } from './sonobuoy.ts';

const SECONDS = 180;

export interface RunRequest {
  readonly target: SonobuoyTarget;
  /** Text of the plugin's manifest. */
  readonly manifest: string;
  readonly sonobuoyImage?: string;
  /** Lets all pods of the run pull their images. */
  readonly pullSecret?: SecretName;
  /** Of Sonobuoy's namespace. */
  readonly namespaceLabels?: ReadonlyMap<string, string>;
  /** After which Sonobuoy gives up on the plugin and loses what comes later. Left out: its default, six hours. */
  readonly timeoutSeconds?: number;
}

export interface StartedRun extends KnownRun {
  /** A UUID, which the name of the archive ends in. */
  readonly id: string;
}

/**
 * Has Sonobuoy start a run that carries our id, by which it can be told from others. It is in a namespace that we make for it: so that has
 * its labels and its mark from the beginning, and two runs cannot both take it.
 *
 * @throws CLUSTER if there is a run in its place; TOOL_FAILED if Sonobuoy could not start it, saying what may be left
 */
export async function startRun(cluster: ClusterConnection, request: RunRequest): Promise<StartedRun> {
  const { target, pullSecret, namespaceLabels = new Map() } = request;
  const id = randomUUID();
  const namespace = { name: target.namespace, runId: id, labels: namespaceLabels };
  const namespaceUid = await createSonobuoyNamespace(cluster, namespace);
  if (namespaceUid === null) throw await whyNotFree(cluster, target.namespace);
  try {
    // Before there are pods, whose kubelets would have to try again without it.
    if (pullSecret !== undefined) await copySecret(cluster, pullSecret, target.namespace);
    await haveSonobuoyStart(id, request);
    const run = await findSonobuoyRun(cluster, target.namespace);
    if (run?.startedAs === id && run.aggregator !== null) return { id, namespaceUid, createdAt: run.createdAt };
    throw new ScsNetworkingError('TOOL_FAILED', 'expected sonobuoy to start the run, found that it made no pod');
  } catch (error) {
    const left = await removeRun(cluster, target, { namespaceUid }, new Set(), 'at-once').catch(() => 'unknown');
    if (left === null || !(error instanceof ScsNetworkingError)) throw error;
    const message = `${error.message}; the namespace ${target.namespace} may be left, which \`sonobuoy delete\` removes`;
    throw new ScsNetworkingError(error.code, message, { cause: error });
  }
}

async function whyNotFree(cluster: ClusterConnection, namespace: string): Promise<ScsNetworkingError> {
  const run = await findSonobuoyRun(cluster, namespace);
  if (run !== null) return runInTheWay(run, new Date());
  return new ScsNetworkingError(
    'CLUSTER',
    `expected no namespace ${namespace}, found one that has disappeared: run again`,
  );
}

async function haveSonobuoyStart(id: string, request: RunRequest): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-'));
  try {
    const config = join(directory, 'config.json');
    const plugin = join(directory, 'plugin.yaml');
    await writeFile(config, JSON.stringify(configuration(id, request)), { mode: 0o600 });
    await writeFile(plugin, request.manifest, { mode: 0o600 });
    const { exitCode, problem } = await sonobuoy(
      // Sonobuoy wants its configuration before the options that change it.
      ['run', '--config', config, '--plugin', plugin, ...targetOptions(request.target), ...furtherOptions(request)],
      SECONDS,
    );
    if (exitCode !== 0) {
      throw new ScsNetworkingError(
        'TOOL_FAILED',
        `expected sonobuoy to start the run, found that it could not: ${problem}`,
      );
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What Sonobuoy has no flags for (pkg/config/config.go). */
function configuration(id: string, { manifest, pullSecret }: RunRequest): object {
  const { podSpec } = SonobuoyManifest.parse(parse(manifest));
  return {
    UUID: id,
    CustomAnnotations: { [STARTED_RUN]: id },
    ...(pullSecret === undefined ? {} : { ImagePullSecrets: pullSecret.name }),
    // Sonobuoy's own pod has to be somewhere, too; 0.56 does not know this yet.
    AggregatorTolerations: podSpec?.tolerations ?? [],
  };
}

function furtherOptions({ sonobuoyImage, timeoutSeconds }: RunRequest): string[] {
  return [
    // It knows the pods of a cluster's DNS by two labels only, and our plugin needs none to run. The namespace is there, by us.
    '--skip-preflight=dnscheck,existingnamespace',
    ...(sonobuoyImage === undefined ? [] : ['--sonobuoy-image', sonobuoyImage]),
    ...(timeoutSeconds === undefined ? [] : ['--timeout', String(timeoutSeconds)]),
  ];
}
