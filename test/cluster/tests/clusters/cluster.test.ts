import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { buildParts } from '../../builds/build-parts.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { processesOf } from '../../machine/cgroups.ts';
import { machineState, tracesOf } from '../../machine/traces.ts';
import { say } from '../../progress/steps.ts';
import { Engine } from '../../state/state.ts';

const MAIN = join(import.meta.dirname, '../../commands/cluster.ts');
const NAMES = ['test-one', 'test-two'] as const;
const MINUTE = 60_000;

const cluster = (...args: string[]) => execa('node', [MAIN, ...args], { reject: false, all: true });

/** Waits until the node and some of its daemons run, or the command has ended without them. */
async function halfStarted(up: ChildProcess): Promise<void> {
  while (up.exitCode === null && (await processesOf('test-one')).length < 6) {
    await sleep(100);
  }
}

// These tests are about starting and stopping; everything that takes minutes is built beforehand.
beforeAll(async () => {
  await buildParts({ kubernetes: TESTED_KUBERNETES, engine: 'none' }, say);
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
      const before = await machineState();
      for (const name of NAMES) {
        expect((await cluster('up', '--name', name, '--engine', 'none')).all).toContain(`cluster ${name} is up`);
      }
      const nodes = ['kubectl', 'get', 'nodes', '--output', 'jsonpath={.items[*].status.nodeInfo.kubeletVersion}'];
      expect((await cluster('exec', '--name', 'test-one', '--', ...nodes)).stdout).toContain(`v${TESTED_KUBERNETES}.`);

      expect((await cluster('down', '--name', 'test-one')).exitCode).toBe(0);
      expect(await tracesOf('test-one')).toEqual([]);
      expect((await cluster('status', '--name', 'test-one')).exitCode).toBe(1);
      expect((await cluster('exec', '--name', 'test-two', '--', ...nodes)).stdout).toContain(`v${TESTED_KUBERNETES}.`);

      expect((await cluster('down', '--name', 'test-two')).exitCode).toBe(0);
      expect(await tracesOf('test-two')).toEqual([]);
      expect(await machineState()).toEqual(before);
    },
    5 * MINUTE,
  );

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind if %s comes while it starts',
    async (signal) => {
      const up = spawn('node', [MAIN, 'up', '--name', 'test-one'], { stdio: 'ignore' });
      const ended = once(up, 'exit');
      await halfStarted(up);
      up.kill(signal);
      expect((await ended)[0]).toBe(130);
      expect(await tracesOf('test-one')).toEqual([]);
    },
    2 * MINUTE,
  );

  test(
    'takes down the remains of a crash in the middle of the start',
    async () => {
      const up = spawn('node', [MAIN, 'up', '--name', 'test-one'], { stdio: 'ignore' });
      const ended = once(up, 'exit');
      await halfStarted(up);
      up.kill('SIGKILL');
      await ended;
      expect(await tracesOf('test-one')).not.toEqual([]);
      expect((await cluster('down', '--name', 'test-one')).exitCode).toBe(0);
      expect(await tracesOf('test-one')).toEqual([]);
    },
    2 * MINUTE,
  );

  test.each([
    [['up', '--engine', 'unknown'], new RegExp(`Allowed choices are ${Engine.options.join(', ')}`)],
    [
      ['up', '--cilium-option', 'enable-policy=always'],
      /expected --cilium-option with --engine cilium, found enforcing/,
    ],
    [['up', '--engine', 'cilium', '--cilium-option', 'enable-policy'], /expected key=value, .*found "enable-policy"/],
    [
      ['up', '--ingress', 'skipper', '--ingress-option', 'providers.kubernetesgateway=true'],
      /expected --ingress-option with --ingress traefik, found skipper/,
    ],
    [
      ['up', '--engine', 'cilium', '--ip-family', 'ipv6'],
      /expected IP family ipv4 or dual for engine cilium, found ipv6/,
    ],
    [
      ['up', '--kubernetes', '1.2'],
      /expected a version of Kubernetes for which the test cluster has pins \(.*1\.36.*\), found 1\.2/,
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
