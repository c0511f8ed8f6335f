import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { runIn } from './command-line.ts';

const { stdout: script } = runIn('.', ['completion', 'bash']);

/** What bash offers after these words, of which the last one is begun. */
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
  ['commands that begin alike', ['re'], ['redact']],
  ['an option of the command', ['evaluate', '--str'], ['--strict-flakes']],
  ['an option after a file', ['diff', 'a.tar.gz', '--for'], ['--format']],
  ['what an option is limited to', ['evaluate', '--format', 'in-'], ['in-toto', 'in-toto-verdict']],
  ['what an argument is limited to', ['completion', 'b'], ['bash']],
  ['no option of another command', ['catalogue', '--strict'], []],
  ['nothing for a file, which bash completes itself', ['evaluate', 'results'], []],
])('bash completes %s', (_, words, expected) => expect(offered(...words)).toEqual(expected));

test('another shell is refused, with the names of those that there are', () => {
  expect(runIn('.', ['completion', 'csh'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Allowed choices are bash.'),
  });
});
