import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { RunRecord } from '../../../../results-parsers/documents/run-record/run-record.ts';
import { OLDEST_SONOBUOY } from '../../../../src/sonobuoy/version.ts';
import { against, type ClusterAccess, testClusterAccess } from '../../access/access.ts';
import { pinnedMinors } from '../../builds/pins.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { say } from '../../progress/steps.ts';
import { OUR_NAME, OUR_PLUGIN } from '../../sonobuoy/archived-run.ts';
import { writeNeighbourPlugin } from '../../sonobuoy/neighbour-plugin.ts';
import { loadPluginImage } from '../../sonobuoy/plugin-image.ts';
import { evaluate, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { COUNTS } from '../../sonobuoy/specs-to-run.ts';

const NAME = 'sonobuoy-test';
const MINUTES = 60_000;
const CLI = join(import.meta.dirname, '../../../../dist/cli.js');
/** Sonobuoy's namespace under another name. */
const ELSEWHERE = ['--namespace', 'networking-tests'];

let access: ClusterAccess;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-sonobuoy-'));
  const [sonobuoy = ''] = await pinnedMinors('sonobuoy');
  const state = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, sonobuoy, engine: 'enforcing' }, say);
  access = testClusterAccess(state);
  await loadPluginImage(state, say);
}, 60 * MINUTES);

afterAll(async () => {
  await down(NAME);
  await rm(directory, { recursive: true, force: true });
}, 2 * MINUTES);

const ours = (results: string, ...args: string[]) => {
  const [file = '', ...rest] = access.wrap([process.execPath, CLI, ...args, ...ELSEWHERE, '--output', results]);
  return execa(file, rest, { env: access.env, reject: false });
};

async function archiveIn(results: string): Promise<string> {
  const archives = (await readdir(results)).filter((name) => name.endsWith('.tar.gz'));
  expect(archives).toHaveLength(1);
  return join(results, archives[0] ?? '');
}

test(
  'with the oldest Sonobuoy that is supported, `scs-networking run` gives the verdict that the newest one gives',
  async () => {
    const { stdout: version } = await against(access, ['sonobuoy', 'version', '--short']);
    expect(version).toMatch(`${OLDEST_SONOBUOY}.`);
    const results = join(directory, 'run');
    // What a kernel without SCTP waives, so that it makes no difference whether this one has it.
    const run = await ours(results, 'run', '--skip', 'SCTPConnectivity', '--set', 'SCS_CHECKS=none');
    expect(run.stderr).toContain(`Sonobuoy ${version.trim()} has started the run`);
    expect(run.stdout).toMatch(/^COMPLIANT/);
    expect(run.exitCode).toBe(0);
    const { verdict } = await evaluate(await archiveIn(results));
    expect([specsWith(verdict, 'passed').length, specsWith(verdict, 'waived').length]).toEqual([
      COUNTS.passing,
      COUNTS.ofSctp,
    ]);
    const { stdout: namespaces } = await against(access, ['kubectl', 'get', 'namespaces', '--output', 'name']);
    expect(namespaces).not.toContain('networking-tests');
  },
  20 * MINUTES,
);

test(
  'it hands every setting to the plugin, also beside another one, and attach brings the verdict',
  async () => {
    const neighbour = join(directory, 'neighbour.yaml');
    await writeNeighbourPlugin(neighbour);
    const settings = { SCS_FOCUS: 'Netpol API', SCS_PROCESSES: '3', SCS_ATTEMPTS: '1', SCS_CHECKS: 'none' };
    const flags = Object.entries(settings).flatMap(([key, value]) => ['--plugin-env', `${OUR_NAME}.${key}=${value}`]);
    try {
      const plugins = ['--plugin', OUR_PLUGIN, '--plugin', neighbour];
      const started = await against(access, ['sonobuoy', 'run', ...ELSEWHERE, ...plugins, ...flags]);
      expect(started).toMatchObject({ exitCode: 0 });
      const results = join(directory, 'attached');
      const attached = await ours(results, 'attach');
      expect(attached.stdout).toMatch(/^INCONCLUSIVE/);
      const archive = await archiveIn(results);
      const record = `plugins/${OUR_NAME}/results/global/run-record.json`;
      const { stdout } = await execa('tar', ['-xzOf', archive, record]);
      const { settings: inForce, ending } = RunRecord.parse(JSON.parse(stdout));
      expect(ending).toBe('completed');
      expect(inForce).toMatchObject({ focus: 'Netpol API', processes: 3, attempts: 1, checks: 'none' });
      expect(specsWith((await evaluate(archive)).verdict, 'passed')).toHaveLength(2);
      const { stdout: hello } = await execa('tar', ['-xzOf', archive, 'plugins/neighbour/results/global/out.txt']);
      expect(hello).toBe('hello');
    } finally {
      await against(access, ['sonobuoy', 'delete', ...ELSEWHERE, '--wait=5']);
    }
  },
  10 * MINUTES,
);
