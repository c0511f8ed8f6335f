import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { pack } from '../../docker/tarball.ts';
import manifest from '../../package.json' with { type: 'json' };

// These tests pack and unpack a whole Node.js.
jest.setTimeout(2 * 60_000);

const ROOT = join(import.meta.dirname, '../..');
const FIXTURE = join(ROOT, 'test/fixtures/enforcing.tar.gz');

let directory: string;
let unpacked: string;
let file: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-release-'));
  file = execFileSync(process.execPath, [join(ROOT, 'docker/tarball.ts'), directory], { encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', file, '-C', directory]);
  unpacked = join(directory, `${manifest.name}-${manifest.version}`);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Runs a command on a machine without Node.js and without anything else of ours. */
function typed(command: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('/bin/sh', ['-c', command], { cwd: directory, env: { PATH: '/usr/bin:/bin' }, encoding: 'utf8' });
}

describe('the tarball of `npm run tarball`', () => {
  test('is named after its version and architecture', () => {
    // The script first builds the bundle, which the tests already have.
    expect(manifest.scripts.tarball).toBe('npm run --silent build && node docker/tarball.ts');
    expect(file).toMatch(new RegExp(`/${manifest.name}-${manifest.version}-linux-(?:amd64|arm64)\\.tar\\.gz$`));
  });

  test('gives a verdict on a machine without Node.js with one command', () => {
    const { status, stdout, stderr } = typed(`${unpacked}/scs-networking evaluate --jobs 2 ${FIXTURE}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^COMPLIANT/);
  });

  test('has every command of the package, which can also be started through a link', () => {
    for (const command of Object.keys(manifest.bin)) {
      const { status, stdout } = typed(`ln -s ${unpacked}/${command} link-${command} && ./link-${command} --help`);
      const usage = `Usage: scs-networking ${command.endsWith('-scs') ? 'scs ' : '['}`;
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(usage) });
    }
    expect(typed(`${unpacked}/scs-networking --version`).stdout).toBe(`${manifest.version}\n`);
  });

  test('prints the manifest for Sonobuoy, and the schemas', () => {
    expect(typed(`${unpacked}/scs-networking plugin`).stdout).toContain('plugin-name: scs-networking');
    expect(JSON.parse(typed(`${unpacked}/scs-networking schema verdict`).stdout)).toMatchObject({ title: 'Verdict' });
  });

  test('has a matching checksum beside it', () => {
    expect(typed('sha256sum --check SHA256SUMS')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/: OK\n$/),
    });
  });
});

test('the same files give the same bytes, whenever and in whatever order they were written', async () => {
  const files = ['b', 'a', 'c/d'];
  const packed = async (parent: string, names: readonly string[], time: number): Promise<Buffer> => {
    for (const name of names) {
      const path = join(directory, parent, 'package', name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, name, { mode: 0o755 });
      await utimes(path, time, time);
    }
    await pack(join(directory, parent), 'package', join(directory, `${parent}.tar.gz`));
    return await readFile(join(directory, `${parent}.tar.gz`));
  };
  const first = await packed('first', files, 1_000_000_000);
  expect(await packed('second', files.toReversed(), 1_700_000_000)).toEqual(first);
  expect(execFileSync('tar', ['-tzf', join(directory, 'first.tar.gz')], { encoding: 'utf8' })).toBe(
    'package/a\npackage/b\npackage/c/d\n',
  );
});
