import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogueReleases } from '../../results-parsers/standard/catalogue-data.ts';
import { SUPPORT_PAGE, supportPage, supportPageOf, writeSupportPage } from '../catalogue/support-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const [first] = catalogueReleases;
if (first === undefined) throw new Error('no catalogue');
const release = (minor: string, isPreview = false) => ({ ...first, minor, isPreview });
const table = { apiVersion: 'scs-networking/v1', kind: 'EngineTable', rows: [], pending: [], series: [] } as const;

describe('the page of supported versions', () => {
  // UPDATE_GOLDEN=1 rewrites the page.
  test('is generated from the data of the repository, with no cell written by hand', async () => {
    if (process.env['UPDATE_GOLDEN'] === '1') await writeSupportPage(ROOT, catalogueReleases);
    expect(await readFile(join(ROOT, SUPPORT_PAGE), 'utf8')).toBe(await supportPageOf(ROOT, catalogueReleases));
  });

  test('distinguishes versions that were tested on a cluster from those that are only in the catalogue, and from previews', async () => {
    const real = JSON.parse(await readFile(join(ROOT, 'docs/engines.json'), 'utf8'));
    const rows = real.rows.slice(0, 1).map((row: object) => ({ ...row, kubernetes: 'v1.52.0' }));
    const page = supportPage({
      releases: [release('1.50'), release('1.51'), release('1.52'), release('1.53', true)],
      pinned: ['1.51', '1.52'],
      sonobuoy: ['0.56'],
      table: {
        ...table,
        rows,
        pending: [{ configuration: 'none', minor: '1.52', reason: 'Not run yet.' }],
        series: [],
      },
    });
    const states = [...page.matchAll(/^\| (1\.5\d) \| ([^|]*) \|/gm)].map(([, minor, state]) => [minor, state]);
    expect(states).toEqual([
      ['1.53', 'preview'],
      ['1.52', 'tested on a cluster: 1 row, 1 missing'],
      ['1.51', 'catalogue only'],
      ['1.50', 'catalogue only'],
    ]);
  });
});

test('no message, page or comment lists versions of Kubernetes by hand', async () => {
  const made = ['results-parsers/standard/catalogue-data.ts', 'docs/engines.md', SUPPORT_PAGE];
  const files = globSync(['src/**/*.ts', 'results-parsers/**/*.ts', '*.md', 'docs/*.md'], { cwd: ROOT });
  const texts = await Promise.all(
    files
      .filter((file) => !made.includes(file))
      .map(async (file) => [file, await readFile(join(ROOT, file), 'utf8')] as const),
  );
  expect(texts.length).toBeGreaterThan(400);
  const listing = texts.filter(([, text]) => /\b1\.\d\d\b[^0-9a-z]{1,8}1\.\d\d\b/.test(text)).map(([file]) => file);
  expect(listing).toEqual([]);
});
