import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import manifest from '../package.json' with { type: 'json' };
import { schemaFiles } from '../results-parsers/documents/schemas/json-schemas.ts';
import { CleanClone } from './docs/clean-clone.ts';
import { codeBlocks } from './docs/code-blocks.ts';

// These tests pack, build and install with npm.
jest.setTimeout(5 * 60_000);

const ROOT = join(import.meta.dirname, '..');
const PACKAGE = `${manifest.name}-${manifest.version}.tgz`;

/** A little more than its size now; an even larger package would contain something that does not belong in it. */
const MAX_BYTES = 3 * 1024 ** 2;

/** A program that uses each function of the package once that a page or a document needs. */
const PROGRAM = `
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  defaultWaivers, diffArchives, evaluateArchive, jsonSchema, readVerdict, recordedInputs, redactArchive,
  ScsNetworkingError, toolVersion, Verdict, verdictFormats, verification,
} from '${manifest.name}';

const archive = (name) => createReadStream(name);
const options = { archiveName: 'enforcing.tar.gz', toolVersion, waivers: [defaultWaivers] };
const verdict = await evaluateArchive(archive('enforcing.tar.gz'), options);
const json = (await verdictFormats.json.load())(verdict, { colour: false, verbose: false });
const written = readVerdict(Buffer.from(json));
const inputs = recordedInputs(written.verdict, { waivers: [], declarations: [], limits: {} });
const recomputed = await evaluateArchive(archive('enforcing.tar.gz'), { ...inputs, toolVersion });
const { tar } = await redactArchive(archive('enforcing.tar.gz'), { toolVersion });
const error = await evaluateArchive(archive('package.json'), options).catch((caught) => caught);
process.stdout.write(JSON.stringify({
  verdict: verdict.verdict,
  same: json === (await readFile('by-the-command.json', 'utf8')),
  verification: verification(written, recomputed).outcome,
  matters: diffArchives(verdict, recomputed).matters,
  read: Verdict.parse(JSON.parse(json)).kind,
  redacted: [...tar].length > 0,
  schema: jsonSchema('verdict.schema.json')['title'],
  error: error instanceof ScsNetworkingError ? error.code : 'another',
}));
`;

let clone: CleanClone;
let project: string;
let bytes = 0;

/** Runs a program in the project that has installed the package, and returns how it ended. */
function inProject(command: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, args, { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
}

beforeAll(async () => {
  clone = new CleanClone();
  await symlink(join(ROOT, 'node_modules'), join(clone.directory, 'node_modules'));
  const packed = clone.bash('npm pack');
  if (packed.status !== 0) throw new Error(packed.output);
  bytes = (await stat(join(clone.directory, PACKAGE))).size;

  project = await mkdtemp(join(tmpdir(), 'scs-networking-project-'));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await copyFile(join(ROOT, 'test/fixtures/enforcing.tar.gz'), join(project, 'enforcing.tar.gz'));
  const flags = ['--prefer-offline', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
  const installed = inProject('npm', 'install', ...flags, join(clone.directory, PACKAGE));
  if (installed.status !== 0) throw new Error(installed.stderr);
});

afterAll(async () => {
  clone.remove();
  await rm(project, { recursive: true, force: true });
});

describe('the package that npm packs', () => {
  test('is small, and contains nothing of the tests', () => {
    const { stdout } = inProject('find', `node_modules/${manifest.name}`, '-type', 'f', '-printf', '%P\n');
    const files = stdout.trim().split('\n');
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/cli.js', 'plugin/scs-networking.yaml']),
    );
    expect(files.filter((file) => /^test\/|\.test\.|fixtures|node_modules|^src\//.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });

  test('is as large as the page on the library says', async () => {
    const [, megabytes] = /It is ([\d.]+) MB/.exec(await readFile(join(ROOT, 'docs/library.md'), 'utf8')) ?? [];
    expect(Math.abs(bytes / 1e6 - Number(megabytes))).toBeLessThan(0.1);
  });

  test('depends on one other package, which its types need', () => {
    const { stdout } = inProject('npm', 'ls', '--all', '--parseable');
    const names = stdout.split('\n').flatMap((path) => /node_modules\/(.+)$/.exec(path)?.[1] ?? []);
    expect(names.sort()).toEqual([manifest.name, 'zod']);
  });

  test('has the command line', async () => {
    const command = `node_modules/.bin/${manifest.name}`;
    expect(inProject(command, '--version').stdout).toBe(`${manifest.version}\n`);
    const { status, stdout } = inProject(command, 'evaluate', '--format', 'json', 'enforcing.tar.gz');
    expect({ status, verdict: JSON.parse(stdout).verdict }).toEqual({ status: 0, verdict: 'compliant' });
    await writeFile(join(project, 'by-the-command.json'), stdout);
  });

  test('has the schemas of all documents', async () => {
    const resolve = `for (const file of ${JSON.stringify(schemaFiles)}) console.log(import.meta.resolve('${manifest.name}/schemas/' + file))`;
    const { stdout } = inProject(process.execPath, '--input-type=module', '--eval', resolve);
    const found = stdout.trim().split('\n');
    for (const [index, url] of found.entries()) {
      const committed = await readFile(
        join(ROOT, 'results-parsers/documents/schemas', schemaFiles[index] ?? ''),
        'utf8',
      );
      expect(await readFile(new URL(url), 'utf8')).toBe(committed);
    }
    expect(found).toHaveLength(schemaFiles.length);
  });
});

describe('as a library, it evaluates, recomputes, compares, redacts and describes', () => {
  const expected = {
    verdict: 'compliant',
    same: true,
    verification: 'reproduced',
    matters: false,
    read: 'Verdict',
    redacted: true,
    schema: 'Verdict',
    error: 'INPUT_UNREADABLE',
  };

  test('in JavaScript', async () => {
    await writeFile(join(project, 'program.js'), PROGRAM);
    const { status, stdout, stderr } = inProject(process.execPath, 'program.js');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  test('as the page on the library shows it', async () => {
    const [example] = codeBlocks(await readFile(join(ROOT, 'docs/library.md'), 'utf8')).filter(
      ({ language }) => language === 'js',
    );
    await writeFile(join(project, 'example.js'), example?.text.replaceAll('results.tar.gz', 'enforcing.tar.gz') ?? '');
    const { stdout } = inProject(`node_modules/.bin/${manifest.name}`, 'evaluate', 'enforcing.tar.gz');
    expect(stdout).toMatch(/^COMPLIANT/);
    expect(inProject(process.execPath, 'example.js')).toMatchObject({ status: 0, stderr: '', stdout });
  });

  test('in strict TypeScript, with types for everything', async () => {
    await mkdir(join(project, 'node_modules/@types'), { recursive: true });
    for (const types of ['@types/node', 'undici-types']) {
      await symlink(join(ROOT, 'node_modules', types), join(project, 'node_modules', types));
    }
    const typed = PROGRAM.replace('(name)', '(name: string)').replace('(caught)', '(caught: unknown)');
    await writeFile(join(project, 'program.ts'), typed);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const strict = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--noPropertyAccessFromIndexSignature',
    ];
    const settings = ['--module', 'nodenext', '--target', 'es2024', '--types', 'node', '--outDir', 'compiled'];
    const compiled = inProject(process.execPath, tsc, ...strict, ...settings, 'program.ts');
    expect(compiled).toMatchObject({ status: 0, stdout: '' });
    const { status, stdout, stderr } = inProject(process.execPath, 'compiled/program.js');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(expected);

    await writeFile(join(project, 'wrong.ts'), typed.replace("'verdict.schema.json'", "'no.schema.json'"));
    expect(inProject(process.execPath, tsc, '--noEmit', ...strict, ...settings, 'wrong.ts').stdout).toMatch(
      /^wrong\.ts\(\d+,\d+\): error TS2345: .*"no\.schema\.json"/,
    );
  });
});
