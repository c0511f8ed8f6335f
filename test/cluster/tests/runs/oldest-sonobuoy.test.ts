import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { OLDEST_SONOBUOY } from '../../../../src/sonobuoy/version.ts';
import { against } from '../../access/access.ts';
import { pinnedMinors } from '../../builds/pins.ts';
import { ownCluster } from '../../shared/own-cluster.ts';
import { OUR_NAME, OUR_PLUGIN } from '../../sonobuoy/archived-run.ts';
import { onlyArchiveIn, startCommandLine } from '../../sonobuoy/command-line.ts';
import { writeNeighbourPlugin } from '../../sonobuoy/neighbour-plugin.ts';
import { runRecordIn } from '../../sonobuoy/run-record-in.ts';
import { evaluate, specsWith } from '../../sonobuoy/seen-verdict.ts';
import { COUNTS } from '../../sonobuoy/specs-to-run.ts';

const MINUTES = 60_000;
/** A namespace for Sonobuoy with another name than usual. */
const ELSEWHERE = ['--namespace', 'networking-tests'];

const [sonobuoy = ''] = await pinnedMinors('sonobuoy');
const cluster = ownCluster({ name: 'sonobuoy-test', sonobuoy, engine: 'enforcing' });
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-sonobuoy-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const ours = (results: string, ...args: string[]) =>
  startCommandLine(cluster().access, directory, [...args, ...ELSEWHERE, '--output', results]);

test(
  'with the oldest supported Sonobuoy, `scs-networking run` gives the same verdict as with the newest',
  async () => {
    const { stdout: version } = await against(cluster().access, ['sonobuoy', 'version', '--short']);
    expect(version).toMatch(`${OLDEST_SONOBUOY}.`);
    const results = join(directory, 'run');
    // These specs are waived on a kernel without SCTP. Skipping them makes the result independent of the kernel.
    const run = await ours(results, 'run', '--skip', 'SCTPConnectivity', '--set', 'SCS_CHECKS=none');
    expect(run.stderr).toContain(`Sonobuoy ${version.trim()} has started the run`);
    expect(run.stdout).toMatch(/^COMPLIANT/);
    expect(run.exitCode).toBe(0);
    const { verdict } = await evaluate(await onlyArchiveIn(results));
    expect([specsWith(verdict, 'passed').length, specsWith(verdict, 'waived').length]).toEqual([
      COUNTS.passing,
      COUNTS.ofSctp,
    ]);
    const { stdout: namespaces } = await against(cluster().access, [
      'kubectl',
      'get',
      'namespaces',
      '--output',
      'name',
    ]);
    expect(namespaces).not.toContain('networking-tests');
  },
  20 * MINUTES,
);

test(
  'it passes every setting to the plugin, even beside another plugin, and attach brings the verdict',
  async () => {
    const neighbour = join(directory, 'neighbour.yaml');
    await writeNeighbourPlugin(neighbour);
    const settings = { SCS_FOCUS: 'Netpol API', SCS_PROCESSES: '3', SCS_ATTEMPTS: '1', SCS_CHECKS: 'none' };
    const flags = Object.entries(settings).flatMap(([key, value]) => ['--plugin-env', `${OUR_NAME}.${key}=${value}`]);
    try {
      const plugins = ['--plugin', OUR_PLUGIN, '--plugin', neighbour];
      const started = await against(cluster().access, ['sonobuoy', 'run', ...ELSEWHERE, ...plugins, ...flags]);
      expect(started).toMatchObject({ exitCode: 0 });
      const results = join(directory, 'attached');
      const attached = await ours(results, 'attach');
      expect(attached.stdout).toMatch(/^INCONCLUSIVE/);
      const archive = await onlyArchiveIn(results);
      const { settings: inForce, ending } = await runRecordIn(archive);
      expect(ending).toBe('completed');
      expect(inForce).toMatchObject({ focus: 'Netpol API', processes: 3, attempts: 1, checks: 'none' });
      expect(specsWith((await evaluate(archive)).verdict, 'passed')).toHaveLength(2);
      const { stdout: hello } = await execa('tar', ['-xzOf', archive, 'plugins/neighbour/results/global/out.txt']);
      expect(hello).toBe('hello');
    } finally {
      await against(cluster().access, ['sonobuoy', 'delete', ...ELSEWHERE, '--wait=5']);
    }
  },
  10 * MINUTES,
);
