import { spawnSync } from 'node:child_process';
import { createReadStream, globSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import manifest from '../../package.json' with { type: 'json' };
import { readArchive } from '../../results-parsers/archive/read-archive.ts';
import {
  ArchiveDiff,
  CatalogueDocument,
  CheckObservations,
  ChecksDocument,
  evaluateArchive,
  Redaction,
  RunRecord,
  readDeclarations,
  readVerdict,
  readWaivers,
  recordedInputs,
  Verdict,
} from '../../results-parsers/index.ts';
import { runIn } from '../src/cli/command-line.ts';

/** The documents that each release wrote. Nothing in these directories is ever changed. `npm run record` creates one. */
const releases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(import.meta.dirname, name));

const filesOf = (release: string, pattern: string): string[] => globSync(pattern, { cwd: release }).sort();
const each = (pattern: string): [string, string][] =>
  releases.flatMap((release) => filesOf(release, pattern).map((file): [string, string] => [basename(release), file]));
const pathOf = (release: string, file: string): string => join(import.meta.dirname, release, file);
const jsonOf = (release: string, file: string): unknown => JSON.parse(readFileSync(pathOf(release, file), 'utf8'));

/** Today's verdict on the archive of an earlier verdict, with its inputs. */
async function today(release: string, file: string): Promise<{ written: Verdict['verdict']; verdict: Verdict }> {
  const { verdict: written } = readVerdict(readFileSync(pathOf(release, file)));
  const inputs = recordedInputs(written, { waivers: [], declarations: [], limits: {} });
  const archive = createReadStream(pathOf(release, written.archive.name));
  return {
    written: written.verdict,
    verdict: await evaluateArchive(archive, { ...inputs, toolVersion: manifest.version }),
  };
}

/** The documents in an archive whose paths match. */
async function documentsIn(archive: string, fits: RegExp): Promise<unknown[]> {
  const texts: string[] = [];
  await readArchive(createReadStream(archive), (path) => {
    if (!fits.test(path)) return undefined;
    const decoder = new TextDecoder();
    let text = '';
    return {
      write: (bytes) => {
        text += decoder.decode(bytes, { stream: true });
      },
      end: () => texts.push(text),
    };
  });
  return texts.map((text) => JSON.parse(text));
}

describe('for every release', () => {
  test('there are documents', () => {
    expect(releases).not.toEqual([]);
    for (const release of releases) expect(filesOf(release, '*.verdict.json').length).toBeGreaterThan(2);
  });

  test.each([...each('*.verdict.json'), ...each('*.dsse.json')])(
    '%s: verify judges %s 0, or 112 if another version wrote it',
    (release, file) => {
      const [archive = ''] = filesOf(join(import.meta.dirname, release), `${file.split('.')[0]}.tar.gz`);
      const { status, stdout } = runIn(join(import.meta.dirname, release), [
        ...['verify', '--allowed-signers', 'allowed-signers'],
        ...[file, archive],
      ]);
      expect({ status, stdout }).toEqual({
        status: status === 112 && release !== manifest.version ? 112 : 0,
        stdout: expect.stringMatching(/^SIGNATURE GOOD: /),
      });
    },
  );

  test.each(each('*.verdict.json'))('%s: %s gives the same verdict today', async (release, file) => {
    const { written, verdict } = await today(release, file);
    expect(verdict.verdict).toBe(written);
  });

  test.each(each('*.verdict.json'))(
    "%s: readers by that release's schema can read today's verdict: %s",
    async (release, file) => {
      const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
      const validate = ajv.compile(Object(jsonOf(release, 'verdict.schema.json')));
      const { verdict } = await today(release, file);
      expect([validate(verdict), validate.errors]).toEqual([true, null]);
    },
  );

  test.each([
    ['*.verdict.json', Verdict],
    ['*.diff.json', ArchiveDiff],
    ['checks.json', ChecksDocument],
    ['catalogue.json', CatalogueDocument],
  ] as const)('programs read %s', (pattern, schema) => {
    const files = each(pattern);
    expect(files).not.toEqual([]);
    for (const [release, file] of files) expect(schema.safeParse(jsonOf(release, file)).error).toBeUndefined();
  });

  test.each([
    ['redaction.json', /^redaction\.json$/, Redaction],
    ['run-record.json', /\/run-record\.json$/, RunRecord],
    ['checks/*.json', /\/checks\/[^/]+\.json$/, CheckObservations],
  ] as const)('%s in archives can be read', async (_, path, schema) => {
    const archives = each('*.tar.gz').map(([release, file]) => pathOf(release, file));
    const found = (await Promise.all(archives.map((archive) => documentsIn(archive, path)))).flat();
    expect(found).not.toEqual([]);
    for (const document of found) expect(schema.safeParse(document).error).toBeUndefined();
  });

  test.each(each('*.example.yaml'))('%s: %s, which people have copied, can be read', (release, file) => {
    const bytes = readFileSync(pathOf(release, file));
    const read = file.startsWith('waivers')
      ? readWaivers(bytes, file).waivers
      : readDeclarations(bytes, file).declarations;
    expect(read.length).toBeGreaterThan(0);
  });
});

describe('npm run record', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scs-networking-releases-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('writes as many documents as the newest release has, and never overwrites those of a release', () => {
    const record = () =>
      spawnSync('npm', ['run', '--silent', 'record', '--', '--as', '9.9.9', '--into', directory], {
        cwd: join(import.meta.dirname, '../..'),
        encoding: 'utf8',
      });
    expect(record()).toMatchObject({ status: 0, stdout: `${join(directory, '9.9.9')}\n` });
    const newest = releases.at(-1) ?? '';
    expect(readdirSync(join(directory, '9.9.9'))).toEqual(expect.arrayContaining(readdirSync(newest)));
    expect(record()).toMatchObject({ status: 1, stderr: expect.stringContaining('EEXIST') });
  });
});
