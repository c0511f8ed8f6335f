import { expect, test } from '@jest/globals';
import { runIn } from './command-line.ts';

const { status, stdout: page } = runIn('.', ['man']);

/** The page as a reader sees it: without roff's requests and escapes. */
const shown = page
  .split('\n')
  .filter((line) => !line.startsWith('.'))
  .map((line) => line.replace(/^\\&/, '').replaceAll('\\-', '-').replaceAll('\\e', '\\'))
  .join('\n');

test('the manual page contains the help of each command, word for word', () => {
  expect(status).toBe(0);
  const { stdout: help } = runIn('.', ['--help']);
  expect(shown).toContain(help.trimEnd());
  const commands = [...help.matchAll(/^ {2}([a-z]+) .*/gm)].flatMap(([line, name = '']) =>
    line.includes('  ') ? name : [],
  );
  expect(commands.length).toBeGreaterThan(12);
  for (const command of ['run', 'evaluate', 'verify', 'scs', 'schema']) {
    expect(shown).toContain(runIn('.', [command, '--help']).stdout.trimEnd());
    expect(page).toContain(`\n.SH ${command.toUpperCase()}\n`);
  }
});

test('no line of the manual page is a roff request by accident', () => {
  const requests = page.split('\n').filter((line) => /^[.']/.test(line));
  expect(requests.filter((line) => !/^\.(?:TH|SH|in|nf|fi)\b/.test(line))).toEqual([]);
});

test('the command for the manual page is not listed in the help', () => {
  expect(runIn('.', ['--help']).stdout).not.toMatch(/^ {2}man\b/m);
});
