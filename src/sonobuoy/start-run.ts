import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import { copySecret, type SecretName } from '../cluster/copy-secret.ts';
import { findSonobuoyRun, type SonobuoyRun, STARTED_RUN } from '../cluster/sonobuoy-run.ts';
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
  /** After which Sonobuoy gives up on the plugin and loses what comes later. Left out: its default, six hours. */
  readonly timeoutSeconds?: number;
}

export interface StartedRun extends KnownRun {
  /** A UUID, which the name of the archive ends in. */
  readonly id: string;
}

/**
 * Has Sonobuoy start a run that carries our id, by which it can be told from others.
 *
 * @throws CLUSTER if there is a run in its place; TOOL_FAILED if Sonobuoy could not start it, saying what may be left
 */
export async function startRun(cluster: ClusterConnection, request: RunRequest): Promise<StartedRun> {
  const { target } = request;
  const id = randomUUID();
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-'));
  try {
    const config = join(directory, 'config.json');
    const plugin = join(directory, 'plugin.yaml');
    await writeFile(config, JSON.stringify(configuration(id, request)), { mode: 0o600 });
    await writeFile(plugin, request.manifest, { mode: 0o600 });
    const { exitCode, problem } = await sonobuoy(
      // Sonobuoy wants its configuration before the options that change it.
      ['run', '--config', config, '--plugin', plugin, ...targetOptions(target), ...furtherOptions(request)],
      SECONDS,
    );
    const run = await findSonobuoyRun(cluster, target.namespace);
    if (run?.startedAs === id)
      return await completed(cluster, request, { ...run, startedAs: id }, exitCode === 0 ? null : problem);
    if (run !== null && run.aggregator !== null) throw runInTheWay(run, new Date());
    const left =
      run === null ? '' : `; the namespace ${target.namespace} may be left of it, which \`sonobuoy delete\` removes`;
    throw new ScsNetworkingError(
      'TOOL_FAILED',
      `expected sonobuoy to start the run, found that it could not: ${problem || 'it made no pod'}${left}`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What is left to do for a run that is there; where that fails, or something failed before, it goes again. */
async function completed(
  cluster: ClusterConnection,
  { target, pullSecret }: RunRequest,
  run: SonobuoyRun & { startedAs: string },
  problem: string | null,
): Promise<StartedRun> {
  const { startedAs: id, namespaceUid, createdAt } = run;
  try {
    if (problem !== null) {
      throw new ScsNetworkingError('TOOL_FAILED', `expected sonobuoy to start the whole run, found: ${problem}`);
    }
    // Only now is there a namespace; until then kubelets cannot pull, and try again.
    if (pullSecret !== undefined) await copySecret(cluster, pullSecret, target.namespace);
    return { id, namespaceUid, createdAt };
  } catch (error) {
    await removeRun(cluster, target, run, new Set());
    throw error;
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
    // It knows the pods of a cluster's DNS by two labels only, and our plugin needs none to run.
    '--skip-preflight=dnscheck',
    ...(sonobuoyImage === undefined ? [] : ['--sonobuoy-image', sonobuoyImage]),
    ...(timeoutSeconds === undefined ? [] : ['--timeout', String(timeoutSeconds)]),
  ];
}
