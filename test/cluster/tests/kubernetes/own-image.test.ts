import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { blocksRunBy } from '../../../docs/documented-commands.ts';
import { ImageConfiguration, type UnpackedImage } from '../../builds/docker-run.ts';
import { buildah } from '../../builds/image-build.ts';
import { buildPluginImage } from '../../sonobuoy/plugin-image.ts';

// This test builds an image, and copies its files twice.
jest.setTimeout(5 * 60_000);

const ROOT = join(import.meta.dirname, '../../../..');
const REFERENCE = 'localhost/scs-networking:alone';
const Inspected = z.object({ OCIv1: z.object({ config: ImageConfiguration }) });

/** Stands on pages for the name of the image, which readers choose. */
const PLACEHOLDER = /\bIMAGE\b/g;
const commands = blocksRunBy('test/cluster/tests/kubernetes/own-image.test.ts').flatMap(({ commands: found }) => found);

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scs-networking-own-image-'));
  await buildPluginImage(directory, REFERENCE);
  const container = await buildah(directory, ['from', REFERENCE]);
  const files = await buildah(directory, ['mount', container]);
  const { OCIv1 } = Inspected.parse(JSON.parse(await buildah(directory, ['inspect', '--type', 'image', REFERENCE])));
  await mkdir(join(directory, 'bin'));
  await writeFile(join(directory, 'bin/docker'), standIn({ reference: REFERENCE, files, configuration: OCIv1.config }));
  await chmod(join(directory, 'bin/docker'), 0o755);
  // This directory contains only an archive. The image's user may read it.
  await chmod(directory, 0o755);
  await mkdir(join(directory, 'home'));
  await copyFile(join(ROOT, 'test/fixtures/enforcing.tar.gz'), join(directory, 'home/results.tar.gz'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A `docker` that starts the image in a container without Docker's daemon. */
function standIn(image: UnpackedImage): string {
  const program = join(ROOT, 'test/cluster/builds/docker-run.ts');
  return `#!/bin/sh\nexec ${process.execPath} ${program} '${JSON.stringify(image)}' "$@"\n`;
}

/** Runs a command on a machine without Node.js and without anything of ours except the image. */
function typed(command: string): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: `${directory}/bin:/usr/sbin:/usr/bin:/sbin:/bin` };
  return spawnSync('/bin/sh', ['-c', command.replace(PLACEHOLDER, REFERENCE)], {
    ...{ cwd: join(directory, 'home'), env, encoding: 'utf8' },
  });
}

test('a page documents the commands', () => {
  expect(commands.length).toBeGreaterThanOrEqual(2);
});

test.each(commands)('the image alone gives a verdict within a minute: %s', (command) => {
  const startedAt = performance.now();
  const { status, stdout, stderr } = typed(command);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^COMPLIANT with 3 waived specs/);
  expect(performance.now() - startedAt).toBeLessThan(60_000);
});

test('the image writes reports into a volume to which its user may write', async () => {
  await mkdir(join(directory, 'home/reports'));
  await chmod(join(directory, 'home/reports'), 0o777);
  const volumes = '-v "$PWD:/data:ro" -v "$PWD/reports:/reports"';
  const { status, stderr } = typed(
    `docker run --rm --read-only ${volumes} IMAGE evaluate --format json,html --output /reports /data/results.tar.gz`,
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(typed('ls reports').stdout).toBe('verdict.html\nverdict.json\n');
});

test('the image exits like the command line, and reports a file that it may not read', async () => {
  await writeFile(join(directory, 'home/mine.tar.gz'), '', { mode: 0o600 });
  const { status, stderr } = typed('docker run --rm -v "$PWD:/data:ro" IMAGE evaluate /data/mine.tar.gz');
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('permission') });
});
