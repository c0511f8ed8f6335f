import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import type { RunRecord } from '../../../../results-parsers/documents/run-record/run-record.ts';
import { agnhostImage } from '../../../../src/cluster/kubernetes-minors.ts';
import { pluginManifest } from '../../../../src/sonobuoy/plugin-manifest.ts';
import { against } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { runOnNode } from '../../machine/daemon.ts';
import { nodeOf } from '../../nodes/nodes.ts';
import { ownCluster } from '../../shared/own-cluster.ts';
import { OUR_PLUGIN } from '../../sonobuoy/archived-run.ts';
import { writeNeighbourPlugin } from '../../sonobuoy/neighbour-plugin.ts';
import { runRecordIn } from '../../sonobuoy/run-record-in.ts';
import { evaluate, type SeenVerdict, specsWith } from '../../sonobuoy/seen-verdict.ts';

const MINUTES = 60_000;
const MIRROR = 'mirror.example.org/scs';
const UPSTREAM_IMAGE = agnhostImage(TESTED_KUBERNETES, null);
const MIRRORED_IMAGE = agnhostImage(TESTED_KUBERNETES, MIRROR);
/** A namespace for Sonobuoy with another name than usual. */
const NAMESPACE = 'networking-tests';
const SECRET = 'mirror-credentials';
const PASSWORD = 'c2VjcmV0LW9mLXRoZS1taXJyb3I=';

const cluster = ownCluster({ name: 'air-gap-test', engine: 'enforcing' });
let directory: string;

const images = (...args: string[]) =>
  runOnNode(nodeOf(cluster().state), ['ctr', '--namespace', 'k8s.io', 'images', ...args]);
const kubectl = (...args: string[]) => against(cluster().access, ['kubectl', ...args]);
const sonobuoy = (command: string, ...args: string[]) =>
  against(cluster().access, ['sonobuoy', command, '--namespace', NAMESPACE, ...args]);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-air-gap-'));
  await images('tag', UPSTREAM_IMAGE, MIRRORED_IMAGE);
  await images('rm', UPSTREAM_IMAGE);
}, 2 * MINUTES);

afterAll(() => rm(directory, { recursive: true, force: true }));

interface Run {
  readonly verdict: SeenVerdict;
  readonly record: RunRecord;
  readonly archive: string;
}

async function run(name: string, args: readonly string[], meanwhile = async () => {}): Promise<Run> {
  const settings = { SCS_FOCUS: 'should support allow-all policy', SCS_SKIP: 'SCTP|UDP', SCS_CHECKS: 'none' };
  const flags = Object.entries(settings).flatMap(([key, value]) => ['--plugin-env', `scs-networking.${key}=${value}`]);
  try {
    const started = await sonobuoy('run', '--skip-preflight', ...flags, ...args);
    expect(started.output).toContain('create request issued');
    await meanwhile();
    for (let tries = 0; tries < 200; tries += 1) {
      const { stdout } = await sonobuoy('status', '--json');
      if (/"status":"(complete|failed)","tar-info"/.test(stdout)) break;
      await sleep(3_000);
    }
    const archive = join(directory, `${name}.tar.gz`);
    for (let tries = 0; tries < 5; tries += 1) {
      const { exitCode } = await sonobuoy('retrieve', directory, '--filename', `${name}.tar.gz`);
      if (exitCode === 0) break;
      await sleep(3_000);
    }
    const { verdict } = await evaluate(archive, ['--plugin', 'scs-networking']);
    return { verdict, record: await runRecordIn(archive), archive };
  } finally {
    await sonobuoy('delete', '--all', '--wait=5');
  }
}

describe('a cluster that has the image of the specs only under the name of a mirror', () => {
  test(
    'runs them if the mirror is set, in a namespace with another name, beside another plugin, with pull secrets',
    async () => {
      const auth = JSON.stringify({ auths: { 'mirror.example.org': { auth: PASSWORD } } });
      await kubectl('create', 'namespace', NAMESPACE);
      const literal = `--from-literal=.dockerconfigjson=${auth}`;
      await kubectl(
        'create',
        'secret',
        'generic',
        SECRET,
        '-n',
        NAMESPACE,
        '--type=kubernetes.io/dockerconfigjson',
        literal,
      );
      const plugin = join(directory, 'with-secret.yaml');
      await writeFile(plugin, pluginManifest(await readFile(OUR_PLUGIN, 'utf8'), OUR_PLUGIN, { pullSecret: SECRET }));

      let secrets = '';
      const watch = async () => {
        for (let tries = 0; tries < 600 && !secrets.includes('registry-cred'); tries += 1) {
          const accounts = '{range .items[*]}{.metadata.namespace} {.imagePullSecrets[*].name}{"\\n"}{end}';
          const { stdout } = await kubectl('get', 'serviceaccounts', '-A', '-o', `jsonpath=${accounts}`);
          secrets = stdout.split('\n').find((line) => /^netpol-\S+ registry-cred/.test(line)) ?? '';
          await sleep(200);
        }
      };
      const neighbour = join(directory, 'neighbour.yaml');
      await writeNeighbourPlugin(neighbour);
      const args = ['--plugin', plugin, '--plugin', neighbour];
      const { verdict, record, archive } = await run(
        'mirror',
        [...args, '--plugin-env', `scs-networking.SCS_REGISTRY=${MIRROR}`],
        watch,
      );
      expect(record).toMatchObject({ ending: 'completed', preflight: { image: MIRRORED_IMAGE, problems: [] } });
      expect(record.settings.registry).toBe(MIRROR);
      expect(specsWith(verdict, 'passed')).toHaveLength(1);
      expect(secrets).toContain('registry-cred');
      const { stdout: everything } = await execa('tar', ['-xzOf', archive], { maxBuffer: 512 * 1024 * 1024 });
      expect(everything).toContain('neighbour');
      expect(everything).not.toContain(PASSWORD);
    },
    20 * MINUTES,
  );

  test(
    'gets the answer within about a minute, if the mirror is not set, that the image cannot be pulled, and what to do',
    async () => {
      const { verdict, record } = await run('no-mirror', ['--plugin', OUR_PLUGIN]);
      expect(record).toMatchObject({ ending: 'preflight-failed', attempts: [] });
      expect(record.preflight?.problems).toMatchObject([
        {
          code: 'image',
          text: expect.stringContaining(UPSTREAM_IMAGE),
          remedy: expect.stringContaining('SCS_REGISTRY'),
        },
      ]);
      expect(Date.parse(record.endedAt) - Date.parse(record.startedAt)).toBeLessThan(1.5 * MINUTES);
      expect(verdict.verdict).toBe('inconclusive');
    },
    10 * MINUTES,
  );
});
