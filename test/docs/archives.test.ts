import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CLI } from '../src/cli/command-line.ts';
import { blocksRunBy } from './documented-commands.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const commands = blocksRunBy('test/docs/archives.test.ts').flatMap((block) => block.commands);

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  mkdirSync(join(directory, 'bin'));
  const command = join(directory, 'bin/scs-networking');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(command, 0o755);
  for (const name of ['enforcing', 'not-enforcing']) {
    cpSync(join(FIXTURES, `${name}.tar.gz`), join(directory, 'archives', name, '202611220301_sonobuoy_x.tar.gz'));
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a command of the page in a directory with archives of a compliant and a non-compliant cluster. */
function inShell(command: string): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PATH: `${join(directory, 'bin')}:${process.env['PATH']}` };
  return spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd: directory, env, encoding: 'utf8' });
}

const isJq = (command: string): boolean => command.startsWith('jq ');
const hasJq = spawnSync('jq', ['--version']).status === 0;

describe('the commands of the page on many archives', () => {
  test.each(commands.filter((command) => !isJq(command)))('do what the page says: %s', (command) => {
    const { status, stdout, stderr } = inShell(command);
    const expectedError = command.includes('--journal') ? expect.stringMatching(/^journal: /) : '';
    expect({ status, stderr }).toEqual({ status: 3, stderr: expectedError });
    for (const name of ['enforcing', 'not-enforcing']) expect(stdout).toContain(`archives/${name}/`);
  });

  const failing = 'archives/not-enforcing/202611220301_sonobuoy_x.tar.gz';
  const said: [RegExp, RegExp][] = [
    [/select\(\.verdict/, new RegExp(`^${failing}\n$`)],
    [/@tsv/, new RegExp(`^(?:${failing}\t\\[sig-network\\] .*\n){3}$`)],
    [/uniq/, /^ +6 no-checks\n/],
    [/group_by/, /"runs": 1\n/],
  ];

  // Not all machines have jq; those of CI systems do.
  (hasJq ? test.each : test.skip.each)(commands.filter(isJq))('query NDJSON: %s', (command) => {
    inShell('scs-networking evaluate --format ndjson --output reports archives');
    const { status, stdout, stderr } = inShell(command);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const expected = said.filter(([words]) => words.test(command));
    expect(expected).toHaveLength(1);
    expect(stdout).toMatch(expected[0]?.[1] ?? /^$/);
  });
});
