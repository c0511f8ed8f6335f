import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { verdictFormats } from '../../results-parsers/report/formats.ts';
import { inputOptionNames } from '../../results-parsers/report/input-option-names.ts';
import { packedTables } from '../../results-parsers/report/rows/packed-columns.ts';
import { testcases } from '../../results-parsers/report/scs/testcases.ts';
import { clauses } from '../../results-parsers/standard/clauses.ts';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { SETTINGS } from '../../src/runner/settings.ts';
import { helpOf } from './command-help.ts';

/** The rows of a table of a page, cell by cell. The table is found by the first cells of its head. */
function tableOf(page: string, ...head: readonly string[]): string[][] {
  const [, rest] = readFileSync(page, 'utf8').split(`\n| ${head.join(' | ')} |`);
  if (rest === undefined) throw new Error(`expected a table with the head ${head.join(', ')} in ${page}`);
  const [, , ...lines] = rest.split('\n');
  return lines.slice(0, lines.indexOf('')).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const codesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('a table of a page that repeats what the code knows', () => {
  test('has every format of a verdict with its files, and no other format', () => {
    const described = tableOf('docs/verdict.md', '`--format`', 'file', 'what it is for').flatMap(([names, files]) => {
      const [formats, paths] = [codesIn(names), codesIn(files)];
      return formats.map((format, index) => [format, formats.length === 1 ? paths : [paths[index]]]);
    });
    const known = Object.entries(verdictFormats).map(([name, { file, packed }]) => [name, packed ?? [file]]);
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(known));
    expect(described).toHaveLength(known.length);
  });

  test('has every input of a verdict besides the archive', () => {
    const described = tableOf('docs/verdict.md', 'flag', 'meaning').flatMap(
      ([flag = '']) => /--[a-z-]+/.exec(flag) ?? [],
    );
    expect(described.sort()).toEqual([...Object.values(inputOptionNames), '--max-'].sort());
  });

  test.each(['README.md', 'docs/ci.md', 'docs/verdict.md'])('has every exit code of a verdict: %s', (page) => {
    const codes = tableOf(page, 'exit code', 'meaning').flatMap(([cell = '']) => cell.split(', ').map(Number));
    const { compliant, inconclusive, unusable, defect } = exitCodes;
    expect(codes).toEqual([compliant, exitCodes['non-compliant'], inconclusive, unusable, defect]);
  });

  test('has every setting of the runner with its default, except for those that Sonobuoy, the manifest or the image set', () => {
    const { resultsDir, progressPort, kubeconfig, podUid, memoryMi, ginkgoBinary, e2eBinary, ...own } = SETTINGS;
    const inWords = new Map<unknown, string>([
      [SETTINGS.processes, 'by capacity'],
      [SETTINGS.dryRun, ''],
    ]);
    const described = tableOf('docs/operating.md', 'setting', 'default', 'meaning').map(([variable, fallback = '']) => [
      codesIn(variable).join(),
      fallback.replaceAll('`', ''),
    ]);
    const known = Object.values(own).map((setting) => [
      setting.variable,
      inWords.get(setting) ?? String(setting.fallback ?? ''),
    ]);
    expect(described.sort()).toEqual(known.sort());
  });

  test('has every column of the tables of all verdicts', () => {
    const shared = tableOf('docs/archives.md', 'column of both', 'meaning').flatMap(([names]) => codesIn(names));
    const others = tableOf('docs/archives.md', 'column', 'table', 'meaning');
    for (const [table, columns] of Object.entries(packedTables)) {
      const own = others.flatMap(([names, of]) => (of === table ? codesIn(names) : []));
      expect([...shared, ...own].sort()).toEqual(Object.keys(columns).sort());
    }
  });

  test('has every testcase of SCS with the clause on which it rests', () => {
    const described = tableOf('docs/scs.md', 'testcase', 'rests on').flatMap(([names, on = '']) =>
      codesIn(names).map((id) => [id, /^the (MUST|SHOULD|MAY) clause /.exec(on)?.[1]]),
    );
    const levels = new Map(clauses.map(({ id, level }) => [id, level]));
    expect(described).toEqual(Object.entries(testcases).map(([id, clause]) => [id, levels.get(clause)]));
  });
});

test('every command of the command line is explained on a page', () => {
  const pages = globSync('docs/*.md').map((page) => readFileSync(page, 'utf8'));
  const commands = [...helpOf('src/cli/start.ts').commands].filter((command) => command !== 'help');
  expect(commands.length).toBeGreaterThan(15);
  const named = (command: string): boolean => {
    const span = new RegExp(`\`(?:scs-networking )?${command}(?=[ \`])`);
    return pages.some((page) => span.test(page));
  };
  expect(commands.filter((command) => !named(command))).toEqual([]);
});
