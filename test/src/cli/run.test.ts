import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FakeSonobuoy } from '../sonobuoy/fake-sonobuoy.ts';
import { CLI, type Ended, writerIn } from './command-line.ts';

const kubeconfig = (server: string) => `apiVersion: v1
kind: Config
current-context: only
contexts: [{ name: only, context: { cluster: there, user: me } }]
clusters: [{ name: there, cluster: { server: '${server}' } }]
users: [{ name: me, user: {} }]
`;

let directory = '';
let fake: FakeSonobuoy;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('refused.yaml', kubeconfig('https://127.0.0.1:64999'));
  write('no-kubeconfig.yaml', ': : :');
  write('waivers.yaml', 'no waivers');
  fake = new FakeSonobuoy('[ "$1" = version ] && echo v0.57.5');
});
afterAll(() => {
  fake.remove();
  rmSync(directory, { recursive: true });
});

function runWith(environment: NodeJS.ProcessEnv, args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: environment,
  });
  return { status, stdout, stderr };
}

function run(...args: string[]): Ended {
  return runWith(process.env, args);
}

/** Runs without a sonobuoy in PATH or in a home directory. */
function runWithoutSonobuoy(...args: string[]): Ended {
  return runWith({ ...process.env, PATH: directory, HOME: directory }, args);
}

describe.each(['preflight', 'run', 'attach'])('scs-networking %s', (command) => {
  test('exits with 2 if there is no Sonobuoy, and says where to get it', () => {
    const { status, stdout, stderr } = runWithoutSonobuoy(command, '--kubeconfig', 'refused.yaml');
    expect(status).toBe(2);
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toMatch(
      /expected sonobuoy 0\.56 or later in PATH, found none; https/,
    );
  });

  test.each([
    [['--kubeconfig', 'not-there'], /expected a kubeconfig at not-there, found nothing of that name; name another one/],
    [['--kubeconfig', 'no-kubeconfig.yaml'], /expected a/],
    [['--namespace', 'x; reboot'], /Expected the name of a namespace such as my-sonobuoy/],
    [['--\u001b[2J'], /unknown option '--\\u001b\[2J'/],
    [['--kubeconfig', 'refused.yaml', '--context', 'other'], /expected the context other in refused\.yaml, found only/],
  ])('exits with 2 for %j, and says why', (flags, expected) => {
    const { status, stdout, stderr } = run(command, ...flags);
    expect(status).toBe(2);
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toMatch(expected);
  });

  test('exits with 112 for a cluster that does not answer', () => {
    const { status, stdout, stderr } = run(command, '--kubeconfig', 'refused.yaml');
    expect(status).toBe(112);
    expect(stdout + stderr).toMatch(/[Ee]xpected the API\s+server to (?:report|say)/);
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toMatch(
      /nothing listens at its address \(the connection was refused\)/,
    );
  });
});

test('scs-networking preflight reports the result of each check', () => {
  const { stdout } = run('preflight', '--kubeconfig', 'refused.yaml');
  expect(stdout.split('\n').flatMap((line) => /^(\S+) +(\S+)/.exec(line)?.slice(1, 3).join(' ') ?? [])).toEqual([
    'ok sonobuoy',
    'FAILED cluster',
    '? kubernetes',
    '? nodes',
    '? namespace',
    '? policies',
  ]);
});

describe.each(['run', 'attach'])('scs-networking %s', (command) => {
  test('refuses to write to an object store, and first says which command can', () => {
    const { status, stdout, stderr } = run(command, '--kubeconfig', 'refused.yaml', '--output', 's3://reports/2026');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^scs-networking: expected a directory for --output, found s3:\/\/reports\/2026; .*evaluate/,
    );
  });

  test('checks the waivers before anything else', () => {
    const { status, stderr } = run(command, '--kubeconfig', 'refused.yaml', '--waivers', 'waivers.yaml');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^scs-networking: waivers\.yaml is not a usable file of waivers/);
  });
});

test('scs-networking run refuses to leave out what an extended evaluation needs', () => {
  const { status, stderr } = run('run', '--must-only', '--extended');
  expect(status).toBe(2);
  expect(stderr).toContain("option '--must-only' cannot be used with option '--extended'");
});

test.each(['run', 'plugin'])(
  'scs-networking %s explains that --plugin, which is a name elsewhere, is --manifest here',
  (command) => {
    const { status, stderr } = run(command, '--plugin', 'plugin.yaml');
    expect(status).toBe(2);
    expect(stderr).toContain('A file to start from is given with --manifest.');
  },
);

test.each(['run', 'attach'])(
  'scs-networking %s has no options for limits, because it makes the archive itself',
  (command) => {
    expect(run(command, '--help').stdout).not.toContain('--max-');
    expect(run('evaluate', '--help').stdout).toContain('--max-entries');
  },
);
