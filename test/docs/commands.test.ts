import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import manifest from '../../package.json' with { type: 'json' };
import { CleanClone } from './clean-clone.ts';
import { codeBlocks } from './code-blocks.ts';
import { helpOf } from './command-help.ts';
import { type CommandBlock, codeSpans, commandBlocks, PAGES, scriptHandlings } from './documented-commands.ts';

// These tests install and build with npm, on a machine that may be busy.
jest.setTimeout(10 * 60_000);

const CLI = 'src/cli/start.ts';
const CLUSTER = 'test/cluster/commands/cluster.ts';

/** Matches a command with the name of the program, or without it, as in tables. */
const COMMAND =
  /(?:\bscs-networking |^)(run|attach|preflight|evaluate|verify|diff|sign|redact|catalogue|checks|plugin|images|job|schema|completion|scs)(?= |$)/;

const blocks = PAGES.flatMap(commandBlocks);
const titled = (block: CommandBlock) => [`${block.page}:${block.line}`, block] as const;
const elsewhere = blocks.filter(({ handling }) => 'files' in handling).map(titled);

/** The commands of a block that no named file runs. A file runs them if it reads the page, or if it contains the same words. */
function notRun({ commands }: CommandBlock, files: readonly string[]): string[] {
  const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
  if (texts.some(([file, text]) => text.includes(`blocksRunBy('${file}')`))) return [];
  return commands.flatMap(parts).filter((part) => !texts.some(([, text]) => text.includes(part)));
}

/** The parts of a line between `&&`, without comments and placeholders. */
function parts(command: string): string[] {
  return command.split(' && ').map((part) =>
    part
      .replace(/ +#.*$/, '')
      .replace(/ (?:--|\[|[A-Z]{2,}\b).*$/s, '')
      .trim(),
  );
}

describe('commands in a block of a page', () => {
  test('exist', () => {
    const pages = blocks.map(({ page }) => page);
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docker/README.md', 'docs/ci.md']));
    for (const { page, line, commands } of blocks) expect([page, line, commands.length]).not.toEqual([page, line, 0]);
  });

  test.each(elsewhere)('are run by the tests that the page names: %s', (_, block) => {
    const { handling } = block;
    if (!('files' in handling)) throw new Error('expected names of files');
    expect(handling.files.filter((file) => !existsSync(file))).toEqual([]);
    expect(notRun(block, handling.files)).toEqual([]);
  });

  test.each(blocks.filter(({ handling }) => handling.kind === 'not-run').map(titled))(
    'that no test runs need something that no machine with the tests has: %s',
    (_, { handling }) => {
      expect(handling).toEqual({ kind: 'not-run', reason: expect.stringMatching(/^needs .{10,}/) });
    },
  );

  test.each(blocks.filter(({ handling }) => handling.kind === 'synopsis').map(titled))(
    'that are a synopsis have only existing options: %s',
    (_, { commands }) => {
      for (const command of commands) {
        const [, name = '', rest = ''] = /^npm run cluster -- (\w+)(.*)$/.exec(command) ?? [];
        expect(name).not.toBe('');
        const { options, text } = helpOf(CLUSTER, name);
        const used = rest.replace(/^ .* -- /, ' ').match(/--[a-z-]+/g) ?? [];
        expect(used.filter((option) => !options.has(option))).toEqual([]);
        const choices = (rest.match(/[\w.-]+(?:\|[\w.-]+)+/g) ?? []).flatMap((words) => words.split('|'));
        expect(choices.filter((choice) => !text.includes(`"${choice}"`))).toEqual([]);
      }
    },
  );
});

describe('in a clean clone', () => {
  let clone: CleanClone;
  beforeAll(async () => {
    clone = new CleanClone();
    await copyFile('test/fixtures/enforcing-with-sctp.tar.gz', join(clone.directory, 'results.tar.gz'));
  });
  afterAll(() => clone.remove());

  test.each(blocks.filter(({ handling }) => handling.kind === 'here').map(titled))(
    'the commands of a page do what it says: %s',
    (_, { commands }) => {
      const { status, output } = clone.bash(commands.join('\n'));
      expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    },
  );

  test('the commands have installed the command line, under both of its names', () => {
    const { status, output } = clone.bash(
      'scs-networking --version; scs-networking evaluate --jobs 2 results.tar.gz results.tar.gz',
    );
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\nCOMPLIANT /) });
    expect(clone.bash('scs-networking-scs --help').output).toContain('Testcases:\n  kaas-networking-check\n');
  });

  test('npm run fix and npm run test:unit do what the README says', () => {
    clone.bash('rm -rf reports .prefix; echo "export const  a=1" > untidy.ts');
    expect(clone.bash('npm run fix -- untidy.ts; cat untidy.ts').output).toMatch(/\nexport const a = 1;\n$/);
    const { status, output } = clone.bash('rm untidy.ts; npm run test:unit -- test/parts/plan.test.ts');
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(/PASS .*test\/parts\/plan\.test\.ts/),
    });
  });

  test('npm run test:browser runs the tests of the pages', () => {
    const { status, output } = clone.bash('npm run --silent test:browser -- --listTests');
    const files = readdirSync('test/browser').filter((file) => file.endsWith('.test.ts'));
    const listed = output
      .trim()
      .split('\n')
      .filter((line) => line.endsWith('.test.ts'))
      .toSorted();
    expect({ status, listed }).toEqual({
      status: 0,
      listed: files.map((file) => join(clone.directory, 'test/browser', file)).toSorted(),
    });
  });

  test('npm run test:mutants evaluates the requested number', () => {
    const { status, output } = clone.bash('npm run test:mutants -- --count 3');
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(/^mutants .*\n(?:ALL .+\n)+/m),
    });
  });
});

describe('commands in the text of a page', () => {
  const spans = PAGES.flatMap((page) => codeSpans(page).map((span) => [page, span] as const));
  const npm = spans.filter(([, span]) => /^(?:\S+=\S+ )*npm (?:run|test)\b/.test(span));
  const handlings = PAGES.flatMap(scriptHandlings);
  const nameOf = (span: string): string[] =>
    span
      .split(' && ')
      .flatMap((part) => /\bnpm (?:run )?([\w:]+)/.exec(part)?.[1] ?? [])
      .filter((name) => name !== 'ci');

  test('are run by the tests that the page names, or need something that no machine with the tests has', () => {
    const handled = handlings.flatMap(({ scripts }) => scripts);
    expect([...new Set(npm.flatMap(([, span]) => nameOf(span)))].filter((name) => !handled.includes(name))).toEqual([]);
    expect(new Set(handled).size).toBe(handled.length);
    for (const handling of handlings) {
      if ('reason' in handling) expect(handling.reason).toMatch(/^needs .{10,}/);
      else {
        const text = readFileSync(handling.file, 'utf8');
        const found = handling.scripts.filter((name) => new RegExp(`npm (?:run )?(?:--silent )?${name}\\b`).test(text));
        expect(found).toEqual(handling.scripts);
      }
    }
  });

  const own = spans.filter(([, span]) => COMMAND.test(span));

  test.each(npm)('are scripts of the package: %s %s', (_, span) => {
    expect(nameOf(span).filter((script) => !Object.keys(manifest.scripts).includes(script))).toEqual([]);
  });

  test.each(own)('are commands of the command line, with existing options: %s %s', (_, span) => {
    const [, name = ''] = COMMAND.exec(span) ?? [];
    expect(helpOf(CLI).commands).toContain(name);
    const { options } = helpOf(CLI, name);
    expect((span.match(/(?<= )--[a-z-]+/g) ?? []).filter((option) => !options.has(option))).toEqual([]);
  });
});

test.each(PAGES)('%s has no commands in blocks of an unknown language', (page) => {
  const languages = codeBlocks(readFileSync(page, 'utf8')).map(({ language }) => language);
  expect(
    languages.filter((language) => !['console', 'yaml', 'diff', 'js', 'sql', 'text', ''].includes(language)),
  ).toEqual([]);
});
