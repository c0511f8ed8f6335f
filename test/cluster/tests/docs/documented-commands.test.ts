import { readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { CleanClone } from '../../../docs/clean-clone.ts';
import { blocksRunBy, type CommandBlock } from '../../../docs/documented-commands.ts';
import type { ClusterAccess } from '../../access/access.ts';
import { sharedClusterWithPlugin } from '../../shared/shared-cluster.ts';
import { CLI } from '../../sonobuoy/command-line.ts';
import { deleteRun } from '../../sonobuoy/sonobuoy.ts';

const MINUTES = 60_000;
const ROOT = join(import.meta.dirname, '../../../..');
const FIXTURE = join(import.meta.dirname, '../../../fixtures/enforcing-with-sctp.tar.gz');

/** Restricts runs to two specs that take seconds. Nothing else differs, and the verdict is then inconclusive. */
const QUICK = `--plugin-env 'scs-networking.SCS_FOCUS=Netpol API' --plugin-env scs-networking.SCS_CHECKS=none`;

const blocks = blocksRunBy('test/cluster/tests/docs/documented-commands.test.ts');

let access: ClusterAccess;
let clone: CleanClone;
let bin: string;

beforeAll(async () => {
  ({ access } = await sharedClusterWithPlugin({ engine: 'enforcing' }));
  clone = new CleanClone();
  bin = join(clone.directory, '.bin');
  await mkdir(bin);
  await program('scs-networking', `exec '${process.execPath}' '${CLI}' "$@"`);
  // Sonobuoy itself is found later in PATH.
  await program(
    'sonobuoy',
    `PATH="\${PATH#*:}"; if [ "$1" = run ]; then exec sonobuoy "$@" ${QUICK}; else exec sonobuoy "$@"; fi`,
  );
  await copyFile(FIXTURE, join(clone.directory, 'archive.tar.gz'));
}, 60 * MINUTES);

afterAll(() => clone.remove());

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/bash\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

/** The blocks that the tests below run; a new one needs a test, too. */
const HEADINGS = ['Try it', 'On your cluster', 'Without a registry'];

test('each block that a page leaves to this file is run here', () => {
  expect([...new Set(blocks.map(({ heading }) => heading))].toSorted()).toEqual(HEADINGS.toSorted());
  expect(blocks.filter(({ heading, commands }) => heading === 'Try it' && commands.length > 1)).toEqual([]);
});

/** The exit code of a command here: that of an inconclusive verdict for commands that give one. */
function expectedOf(command: string): number {
  return /^scs-networking (?:run|evaluate)\b/.test(command) ? 112 : 0;
}

/** Runs commands on the cluster, in a clone of the repository. */
async function onCluster({ commands }: CommandBlock): Promise<void> {
  const env = { ...access.env, PATH: `${bin}:${access.env['PATH']}` };
  for (const command of commands) {
    const [file = '', ...args] = access.wrap(['bash', '-c', command]);
    const { exitCode, all } = await execa(file, args, { cwd: clone.directory, env, reject: false, all: true });
    expect({ command, exitCode, all: exitCode === expectedOf(command) ? '' : all }).toEqual({
      command,
      exitCode: expectedOf(command),
      all: '',
    });
  }
}

test.each(
  blocks
    .filter(({ heading }) => heading === 'On your cluster')
    .map((block) => [block.commands[0] ?? '', block] as const),
)(
  'the commands of the README for a cluster bring a verdict: %s',
  async (_, block) => {
    try {
      await onCluster(block);
    } finally {
      await deleteRun(access);
    }
  },
  15 * MINUTES,
);

test(
  'the demo goes from nothing to a verdict in a clean clone',
  () => {
    const [demo = ''] = blocks.find(({ heading }) => heading === 'Try it')?.commands ?? [];
    expect(demo).toMatch(/^npm ci && npm run demo +#/);
    const { status, output } = clone.bash(demo, { KUBECONFIG: '' });
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    expect(output).toMatch(/^COMPLIANT\b/m);
    expect(output).toMatch(/^exit code 0$/m);
  },
  60 * MINUTES,
);

test(
  'the image is built without a registry',
  async () => {
    const block = blocks.find(({ page }) => page === 'docker/README.md');
    const { status, output } = clone.bash(block?.commands.join('\n') ?? 'false');
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    const image = /-t (\S+) \.$/.exec(block?.commands.at(-1) ?? '')?.[1] ?? '';
    const { exitCode } = await execa('buildah', ['inspect', '--type', 'image', image], { reject: false });
    expect(exitCode).toBe(0);
    await execa('buildah', ['rmi', image, 'localhost/node'], { reject: false });
  },
  20 * MINUTES,
);

test(
  'npm run catalogue writes the committed files again, from the sources of Kubernetes',
  () => {
    const { status, output } = clone.bash('npm run catalogue');
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    const data = 'results-parsers/standard/catalogue-data.ts';
    expect(readFileSync(join(clone.directory, data), 'utf8')).toBe(readFileSync(join(ROOT, data), 'utf8'));
  },
  20 * MINUTES,
);

// This test is the last one, because it takes the cluster down.
test(
  'npm run test:cluster runs the given file on the test cluster',
  () => {
    const { status, output } = clone.bash('npm run test:cluster -- test/cluster/tests/kubernetes/images.test.ts', {
      KUBECONFIG: '',
    });
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    expect(output).toMatch(/^[1-9]\d* passed, 0 failed$/m);
  },
  20 * MINUTES,
);
