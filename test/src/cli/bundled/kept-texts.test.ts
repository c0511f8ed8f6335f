import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { KEPT_CALLS, keptText } from '../../../../src/cli/bundled/kept-texts.ts';

const DIRECTORY = 'dist/command-line';
const PIPE = { isTTY: false, columns: 0 };

function printed(file: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.each(KEPT_CALLS)('the output of %s that the build keeps', (call) => {
  test('is what the command line prints', () => {
    const whole = printed('src/cli/start.ts', call);
    expect(whole.status).toBe(0);
    expect(keptText(DIRECTORY, call, PIPE)).toBe(whole.stdout);
    expect(printed('dist/cli.js', call)).toEqual(whole);
  });

  test('is used only at terminals of the same width', () => {
    expect(keptText(DIRECTORY, call, { isTTY: true, columns: 80 })).not.toBeNull();
    expect(keptText(DIRECTORY, call, { isTTY: true, columns: 100 })).toBeNull();
  });
});

test.each(['evaluate', '--hlep', 'constructor', ''])('the build keeps nothing of %p', (call) => {
  expect(keptText(DIRECTORY, call, PIPE)).toBeNull();
});

test('a missing text is not an error', () => {
  expect(keptText('not-there', '--help', PIPE)).toBeNull();
});

test('under its other name, the command line prints the help for that name', () => {
  const help = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "process.argv = [process.argv[0], '/bin/scs-networking-scs', '--help']; await import(process.cwd() + '/dist/cli.js')",
    ],
    { encoding: 'utf8' },
  );
  expect(help.stdout).toMatch(/^Usage: scs-networking scs/);
});
