import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { load } from 'js-yaml';
import * as z from 'zod';
import { SonobuoyManifest } from '../../../../src/sonobuoy/manifest-schema.ts';
import type { BuiltCase } from '../../../results-parsers/building/junit.ts';
import { ownArchive, packed, requiredCases } from '../../../results-parsers/building/sonobuoy.ts';
import { FakeCluster } from '../../sonobuoy/fake-cluster.ts';
import { CLI, writerIn } from '../command-line.ts';

// Each test starts Node, which is slow on a busy machine.
jest.setTimeout(120_000);

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const failed: BuiltCase[] = [{ name, state: 'failed' }, ...others];
const withoutSctp = requiredCases().map((spec) =>
  spec.name.includes('SCTPConnectivity') ? { ...spec, state: 'failed' as const } : spec,
);
const archive = (cases: readonly BuiltCase[]) => packed(ownArchive({ attempts: [{ cases }] }));

/** What scs-compliance-check reads from a check. */
const Read = z.object({
  exit: z.int(),
  exit_critical: z.int(),
  verdict: z.string(),
  rc: z.int(),
  results: z.record(z.string(), z.int()),
  ignored: z.array(z.string()),
  counts: z.object({ info: z.int(), warning: z.int(), error: z.int(), critical: z.int() }),
  unprefixed: z.array(z.string()),
  stdout: z.array(z.string()),
  stderr: z.string(),
});

const BROKEN = `data:text/javascript,
  import crypto from 'node:crypto';
  import { syncBuiltinESMExports } from 'node:module';
  crypto.createHash = () => { throw new Error('broken on purpose'); };
  syncBuiltinESMExports();`;

const cluster = new FakeCluster();
let directory = '';
let kubeconfig = '';
beforeAll(async () => {
  kubeconfig = await cluster.start();
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  const command = `"${process.execPath}" $NODE_ARGUMENTS "${CLI}" scs "$@"`;
  write('check', `#!/bin/sh\nexec ${command}\n`);
  write('breaks', `#!/bin/sh\nexec "${process.execPath}" --import "${BROKEN}" "${CLI}" scs "$@"\n`);
  for (const file of ['check', 'breaks']) chmodSync(join(directory, file), 0o755);
  write('scs.yaml', 'okToFail:\n  - regex: Feature:SCTPConnectivity\n    reason: not everywhere\n');
  write('none.yaml', 'okToFail: []\n');
});
afterAll(async () => {
  await cluster.stop();
  rmSync(directory, { recursive: true });
});

/** The arguments with which SCS's scope file calls its script today, except for the name of the check. */
const today = (check: string, more = '') =>
  `run -k ${kubeconfig} -r results -c '${check}' --scs-sonobuoy-config scs.yaml --execution-mode parallel ` +
  `-a '--e2e-focus "NetworkPolicy"' -a '--plugin-env e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=2' ${more}`;

/** Checks that scs-compliance-check exits as the results require: with -C it does not exit with 0 if a result is unknown. */
function checkExits({ results, exit, exit_critical, verdict }: z.infer<typeof Read>): void {
  const values = Object.values(results);
  const aborted = values.filter((value) => value === 0).length;
  expect({ exit: exit > 0, exit_critical }).toEqual({
    exit: values.some((value) => value < 1),
    exit_critical: aborted,
  });
  expect(verdict).toMatch(/ 0 missing\)$/);
}

async function check(args: string, testcases: string[], { executable = './check', terminate = false } = {}) {
  const double = resolve('test/src/cli/scs/compliance_check_double.py');
  const when = terminate ? ['--terminate-when', cluster.file('config.json')] : [];
  const { stdout } = await execa('python3', [double, ...when, executable, args, ...testcases], { cwd: directory });
  const read = Read.parse(JSON.parse(stdout));
  // Nothing else is on standard output, and nothing on standard error could be counted by mistake.
  expect(read.ignored).toEqual([]);
  expect(read.unprefixed).toEqual([]);
  expect(read.stdout).toHaveLength(testcases.length);
  checkExits(read);
  return read;
}

const ID = 'kaas-networking-check';

describe('scs-compliance-check reads from scs-networking scs', () => {
  test.each<[string, string, readonly BuiltCase[], number, number, string]>([
    ['PASS', 'all specs passed', requiredCases(), 1, 0, ''],
    ['PASS', 'the failed specs are in SCS’s list', withoutSctp, 1, 0, ''],
    ['FAIL', 'a spec failed', failed, -1, 3, ''],
    ['FAIL', 'a failed spec is not in SCS’s list', withoutSctp, -1, 3, '--scs-sonobuoy-config none.yaml'],
    ['ABORT', 'a spec is missing', others, 0, 112, ''],
    ['ABORT', 'no spec ran', [], 0, 112, ''],
  ])('%s if %s', async (_, _why, cases, result, rc, more) => {
    cluster.endsWith(archive(cases));
    const read = await check(today(ID, more), [ID]);
    expect(read).toMatchObject({ rc, results: { [ID]: result } });
    // There is one line for the testcase, with the reason, and one for each spec.
    expect(read.counts.critical).toBe(result === 0 ? 1 : 0);
    expect(read.counts.error).toBe(result === -1 ? (cases === failed ? 2 : 4) : 0);
    expect(cluster.isOccupied).toBe(false);
  });

  test('one answer to each requested testcase, however it is requested', async () => {
    cluster.endsWith(archive(requiredCases()));
    const ids = ['scs-0219-network-policy', 'scs-0219-ingress', 'scs-0219-default-restrictions', ID];
    const args = `-k ${kubeconfig} --results-dir results -c ${ID} --testcases ${ids.join(' ')} -c ${ID} --execution-mode serial`;
    const read = await check(args, ids);
    expect(read).toMatchObject({
      rc: 112,
      results: { [ID]: 1, [ids[0] ?? '']: 1, [ids[1] ?? '']: 0, [ids[2] ?? '']: 0 },
    });
  });

  test('ABORT for a testcase that cannot be answered here, and the other answers all the same', async () => {
    cluster.endsWith(archive(requiredCases()));
    const read = await check(today(ID, '-c cncf-k8s-conformance'), [ID, 'cncf-k8s-conformance']);
    expect(read).toMatchObject({
      rc: 112,
      results: { [ID]: 1, 'cncf-k8s-conformance': 0 },
      counts: { critical: 1, error: 0 },
    });
    expect(read.stderr).toMatch(/^CRITICAL: cncf-k8s-conformance: ABORT: cannot be answered here/m);
  });

  test('never PASS in dry mode, even if the archive would give it', async () => {
    cluster.endsWith(archive(requiredCases()));
    const read = await check(today(ID, '--execution-mode dry'), [ID]);
    expect(read).toMatchObject({ rc: 112, results: { [ID]: 0 } });
    const { spec } = SonobuoyManifest.parse(load(cluster.manifest));
    expect(spec.env).toContainEqual({ name: 'E2E_DRYRUN', value: 'true' });
  });

  test('ABORT if it crashes', async () => {
    cluster.endsWith(archive(requiredCases()));
    const read = await check(today(ID), [ID], { executable: './breaks' });
    expect(read).toMatchObject({ rc: 112, results: { [ID]: 0 }, counts: { critical: 1 } });
    expect(read.stderr).toMatch(/^CRITICAL: kaas-networking-check: ABORT: this is a defect/m);
  });

  test('ABORT on SIGTERM, after which the run is stopped and removed', async () => {
    cluster.runsUntilStopped(archive(others));
    const read = await check(today(ID), [ID], { terminate: true });
    expect(read).toMatchObject({ rc: 112, results: { [ID]: 0 } });
    expect(cluster.deleted).toContain('namespaces/sonobuoy/pods/plugin');
    expect(cluster.isOccupied).toBe(false);
  });

  test('ABORT, with a critical line, if somebody else runs Sonobuoy; that run stays', async () => {
    cluster.endsWith(archive(requiredCases()));
    cluster.occupy();
    const read = await check(today(ID), [ID]);
    expect(read).toMatchObject({ rc: 112, results: { [ID]: 0 }, counts: { critical: 1 } });
    expect(read.stderr).toMatch(
      /^CRITICAL: kaas-networking-check: ABORT: expected no namespace sonobuoy.* by somebody else/m,
    );
    expect(cluster.isOccupied).toBe(true);
    cluster.vacate();
  });

  test('its results if a killed earlier call has left a run that has ended, which is replaced', async () => {
    cluster.endsWith(archive(requiredCases()));
    cluster.leave();
    const read = await check(today(ID), [ID]);
    expect(read).toMatchObject({ rc: 0, results: { [ID]: 1 } });
    expect(read.stderr).toMatch(/^INFO: Removing the leftovers of the run an-earlier-run/m);
    expect(cluster.isOccupied).toBe(false);
  });

  test('ABORT if the archive cannot be read', async () => {
    cluster.endsWith(packed(new Map([['README.md', 'nothing of Sonobuoy']])));
    const read = await check(today(ID), [ID]);
    expect(read).toMatchObject({ rc: 112, results: { [ID]: 0 }, counts: { critical: 1 } });
  });

  test.each([
    [
      'an argument without a meaning here',
      `-a '--mode=certified-conformance'`,
      /CRITICAL: kaas-networking-check: ABORT: expected for -a .* found --mode=certified-conformance/,
    ],
    ['an unreadable list', '--scs-sonobuoy-config not-there', /CRITICAL: kaas-networking-check: ABORT: .*not-there/],
    ['an unknown option', '--no-such-option', /^ERROR: error: unknown option/m],
    ['an unknown mode', '--execution-mode fast', /^ERROR: .*fast/m],
  ])('ABORT for %s', async (_, more, expected) => {
    const read = await check(today(ID, more), [ID]);
    expect(read).toMatchObject({ rc: 112, results: { [ID]: 0 }, stdout: [`${ID}: ABORT`] });
    expect(read.stderr).toMatch(expected);
  });
});

test('scs-networking scs leaves no verdict of an earlier call if this call has none', async () => {
  const write = writerIn(directory);
  for (const file of ['verdict.json', 'verdict.txt']) write(`stale/${file}`, 'COMPLIANT');
  await check(today(ID, '-r stale --scs-sonobuoy-config not-there'), [ID]);
  expect(readdirSync(join(directory, 'stale'))).toEqual([]);
});

test('scs-networking scs keeps archive and verdict, and ignores files that were there before', async () => {
  rmSync(join(directory, 'results'), { recursive: true, force: true });
  writerIn(directory)('results/plugins/e2e/sonobuoy_results.yaml', 'status: passed');
  cluster.endsWith(archive(failed));
  expect((await check(today(ID), [ID])).results).toEqual({ [ID]: -1 });
  expect(readdirSync(join(directory, 'results')).sort()).toEqual([
    '202611240600_sonobuoy_x.tar.gz',
    'plugins',
    'verdict.json',
    'verdict.txt',
  ]);
});

test("scs-networking scs passes on SCS's arguments for Sonobuoy", async () => {
  cluster.endsWith(archive(requiredCases()));
  await check(today(ID, '--execution-mode serial'), [ID]);
  const { spec } = SonobuoyManifest.parse(load(cluster.manifest));
  expect(spec.env).toEqual(
    expect.arrayContaining([
      { name: 'SCS_FOCUS', value: 'NetworkPolicy' },
      { name: 'SCS_PROCESSES', value: '1' },
      { name: 'SCS_ATTEMPTS', value: '2' },
      { name: 'SCS_DEFAULT_WAIVERS', value: 'false' },
      { name: 'SCS_WAIVERS', value: expect.stringContaining('okToFail:') },
    ]),
  );
  expect(cluster.isOccupied).toBe(false);
});

test('without a testcase there is nothing to answer, which is wrong usage', async () => {
  const { exitCode, stdout, stderr } = await execa('./check', ['-k', kubeconfig], { cwd: directory, reject: false });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('no testcase is asked for');
});
