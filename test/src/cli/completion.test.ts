import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { runIn } from './command-line.ts';

const { stdout: script } = runIn('.', ['completion', 'bash']);

/** What bash offers after these words, the last of which is incomplete. */
function offered(...words: string[]): string[] {
  const asked = `${script}
COMP_WORDS=(scs-networking ${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length}
_scs_networking
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-u', '-c', asked], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

test.each([
  ['a command', ['ev'], ['evaluate']],
  ['a command', ['re'], ['redact']],
  ['an option of the command', ['evaluate', '--str'], ['--strict-flakes']],
  ['an option after a file', ['diff', 'a.tar.gz', '--for'], ['--format']],
  ['a choice of an option', ['evaluate', '--format', 'in-'], ['in-toto', 'in-toto-verdict']],
  ['a choice of an argument', ['completion', 'b'], ['bash']],
  ['no option of another command', ['catalogue', '--strict'], []],
  ['nothing for a file, which bash completes itself', ['evaluate', 'results'], []],
])('bash completes %s', (_, words, expected) => expect(offered(...words)).toEqual(expected));

test('another shell is refused, with the names of the supported ones', () => {
  expect(runIn('.', ['completion', 'csh'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Allowed choices are bash.'),
  });
});
