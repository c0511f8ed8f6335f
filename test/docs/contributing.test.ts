import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const PAGE = readFileSync('CONTRIBUTING.md', 'utf8');
const rows = PAGE.split('\n').filter((line) => line.startsWith('| '));

test.each([
  ['a format', /\(results-parsers\/report\/formats\.ts\)/],
  ['a check of our own', /\(results-parsers\/checks\/registry\.ts\).*\(src\/checks\/all-checks\.ts\)/],
  ['a waiver', /\(results-parsers\/waivers\/default-profile\.ts\)/],
  ['a finding', /\(results-parsers\/documents\/verdict\/finding\.ts\).*\(results-parsers\/verdict\/rules\)/],
  ['an exit code', /\(src\/cli\/exit-codes\.ts\)/],
])('the page names the files to touch to add %s, and they exist', (what, files) => {
  const [row = '', ...others] = rows.filter((line) => line.startsWith(`| ${what}`));
  expect(others).toEqual([]);
  expect(row).toMatch(files);
  const paths = [...row.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test('the page names the file to edit to add a minor version of Kubernetes, and it exists', () => {
  const [, section = ''] = /^## The next minor version of Kubernetes\n([\s\S]*)/m.exec(PAGE) ?? [];
  const paths = [...section.matchAll(/`((?:test|results-parsers|src|docs)\/[^`\s]+)`/g)].map(([, path = '']) => path);
  expect(paths).toContain('test/catalogue/spec-meanings.ts');
  expect(paths.filter((path) => !statSync(path, { throwIfNoEntry: false })?.isFile())).toEqual([]);
});

test('each check of our own has a folder with its id for its judge, and one for its observations', async () => {
  const { ownCheckIds } = await import('../../results-parsers/checks/registry.ts');
  const folders = ownCheckIds.flatMap((id) => [`results-parsers/checks/${id}`, `src/checks/${id}`]);
  expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
});
