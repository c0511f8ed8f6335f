import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { exists } from './cached-artifact.ts';
import { processesOf } from './cgroups.ts';
import { buildParts } from './cluster.ts';
import { clusterLayout } from './layout.ts';
import { say } from './steps.ts';
import { TESTED_KUBERNETES } from './tested-kubernetes.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const NAMES = ['test-one', 'test-two'] as const;
const MINUTE = 60_000;

const cluster = (...args: string[]) => execa('node', [MAIN, ...args], { reject: false, all: true });

/** What a cluster may leave on a machine: cgroups, processes in them, files, mounts. */
async function traces(name: string): Promise<string[]> {
  const { stdout: groups } = await execa('find', [
    '/sys/fs/cgroup',
    '-maxdepth',
    '2',
    '-name',
    `scs-networking-${name}`,
  ]);
  const mounts = await readFile('/proc/mounts', 'utf8');
  const layout = clusterLayout(name);
  return [
    ...groups.split('\n').filter((line) => line !== ''),
    ...(await processesOf(name)).map((pid) => `process ${pid}`),
    ...((await exists(layout.root)) ? [layout.root] : []),
    ...mounts.split('\n').filter((line) => line.includes(layout.root)),
  ];
}

const hostLinks = async () => (await readdir('/sys/class/net')).sort();

/** Waits until the node and some of its daemons are there, or the command has ended without them. */
async function halfStarted(up: ChildProcess): Promise<void> {
  while (up.exitCode === null && (await processesOf('test-one')).length < 6) {
    await sleep(100);
  }
}

// These tests are about starting and stopping; what takes minutes is built beforehand.
beforeAll(async () => {
  await buildParts(TESTED_KUBERNETES, say);
}, 60 * MINUTE);

afterEach(async () => {
  for (const name of NAMES) {
    await cluster('down', '--name', name);
  }
}, MINUTE);

describe('npm run cluster', () => {
  test(
    'runs two clusters side by side, and taking one down leaves the other',
    async () => {
      const linksBefore = await hostLinks();
      for (const name of NAMES) {
        expect((await cluster('up', '--name', name, '--engine', 'none')).all).toContain(`cluster ${name} is up`);
      }
      const nodes = ['kubectl', 'get', 'nodes', '--output', 'jsonpath={.items[*].status.nodeInfo.kubeletVersion}'];
      expect((await cluster('exec', '--name', 'test-one', '--', ...nodes)).stdout).toMatch(/^v1\.36\./);

      expect((await cluster('down', '--name', 'test-one')).exitCode).toBe(0);
      expect(await traces('test-one')).toEqual([]);
      expect((await cluster('status', '--name', 'test-one')).exitCode).toBe(1);
      expect((await cluster('exec', '--name', 'test-two', '--', ...nodes)).stdout).toMatch(/^v1\.36\./);

      expect((await cluster('down', '--name', 'test-two')).exitCode).toBe(0);
      expect(await traces('test-two')).toEqual([]);
      expect(await hostLinks()).toEqual(linksBefore);
    },
    5 * MINUTE,
  );

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind when %s comes while it starts',
    async (signal) => {
      const up = spawn('node', [MAIN, 'up', '--name', 'test-one'], { stdio: 'ignore' });
      const ended = once(up, 'exit');
      await halfStarted(up);
      up.kill(signal);
      expect((await ended)[0]).toBe(130);
      expect(await traces('test-one')).toEqual([]);
    },
    2 * MINUTE,
  );

  test(
    'takes down what a crash in the middle of the start left',
    async () => {
      const up = spawn('node', [MAIN, 'up', '--name', 'test-one'], { stdio: 'ignore' });
      const ended = once(up, 'exit');
      await halfStarted(up);
      up.kill('SIGKILL');
      await ended;
      expect(await traces('test-one')).not.toEqual([]);
      expect((await cluster('down', '--name', 'test-one')).exitCode).toBe(0);
      expect(await traces('test-one')).toEqual([]);
    },
    2 * MINUTE,
  );

  test.each([
    [['up', '--engine', 'unknown'], /enforcing, none/],
    [
      ['up', '--kubernetes', '1.2'],
      /expected a Kubernetes version that the test cluster has pins for \(.*1\.36.*\), found 1\.2/,
    ],
    [['exec', '--name', 'test-one', '--', 'true'], /expected a test cluster named test-one, found none/],
    [['up', '--name', '../x'], /expected a name of a-z, 0-9 and -, found "\.\.\/x"/],
  ])(
    '%j says what was expected',
    async (args, message) => {
      const { exitCode, all } = await cluster(...args);
      expect(exitCode).not.toBe(0);
      expect(all).toMatch(message);
    },
    MINUTE,
  );
});
