import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DIGEST, digestOfWords, PICTURE, picturedPage } from '../browser/pictured-page.ts';
import { textOf } from '../browser/png-text.ts';
import { codeBlocks } from './code-blocks.ts';
import { blocksRunBy } from './documented-commands.ts';

const readme = readFileSync('README.md', 'utf8');

test('the README shows the verdict that its command prints', () => {
  const [block] = blocksRunBy('test/docs/readme.test.ts');
  const evaluate = block?.commands.at(-1) ?? '';
  expect(evaluate).toMatch(/^node dist\/cli\.js evaluate /);
  const { stdout } = spawnSync('bash', ['-c', evaluate.replace(/^node/, process.execPath)], { encoding: 'utf8' });
  const shown = codeBlocks(readme).find(({ comment }) => comment === 'output of the last command')?.text ?? '';
  const lines = shown.trimEnd().split('\n');
  expect(lines.at(-1)).toBe('...');
  expect(stdout.split('\n').slice(0, lines.length - 1)).toEqual(lines.slice(0, -1));
});

test('the picture in the README shows the current words of the page (node test/browser/picture.ts renews it)', async () => {
  expect(readme).toContain('](docs/page.png)');
  expect(textOf(readFileSync(PICTURE), DIGEST)).toBe(digestOfWords(await picturedPage()));
});

test('the README has the exit codes of the command line', () => {
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', '--help'], { encoding: 'utf8' });
  const codes = [...stdout.matchAll(/^ {2}(\d+) +(compliant|non-compliant|inconclusive)/gm)];
  expect(codes).toHaveLength(3);
  for (const [, code, word] of codes) expect(readme).toContain(`| ${code} | ${word}: `);
});

test('the README can be read in a few minutes', () => {
  expect(readme.split('\n').length).toBeLessThan(140);
});
