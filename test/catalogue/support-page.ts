import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { counted } from '../../results-parsers/core/counted.ts';
import type { CatalogueMinor } from '../../results-parsers/standard/catalogue-spec.ts';
import { compareVersions } from '../../results-parsers/standard/versions.ts';
import { configurationOf, EngineTable, minorOf } from '../cluster/matrix/engine-table.ts';

/** Below the root of the repository. */
export const SUPPORT_PAGE = 'docs/kubernetes.md';

/** The data of the page. */
export interface SupportFacts {
  readonly releases: readonly CatalogueMinor[];
  /** Minors that the test cluster has pins for. */
  readonly pinned: readonly string[];
  readonly sonobuoy: readonly string[];
  readonly table: EngineTable;
}

/** Reads the page's data except for the catalogue. */
async function supportFacts(root: string, releases: readonly CatalogueMinor[]): Promise<SupportFacts> {
  const minorsIn = async (what: string): Promise<string[]> =>
    (await readdir(join(root, 'test/cluster/modules', what))).toSorted((a, b) => compareVersions(a, b) ?? 0);
  const table = EngineTable.parse(JSON.parse(await readFile(join(root, 'docs/engines.json'), 'utf8')));
  return { releases, pinned: await minorsIn('kubernetes'), sonobuoy: await minorsIn('sonobuoy'), table };
}

export async function supportPageOf(root: string, releases: readonly CatalogueMinor[]): Promise<string> {
  return supportPage(await supportFacts(root, releases));
}

export async function writeSupportPage(root: string, releases: readonly CatalogueMinor[]): Promise<void> {
  await writeFile(join(root, SUPPORT_PAGE), await supportPageOf(root, releases));
}

const INTRODUCTION = `# What is supported

This page is made from the data of the repository; no cell is made by hand. [A new version is one command](../CONTRIBUTING.md).

## Versions of Kubernetes

- *tested on a cluster*: the test cluster runs it, and the rows are [runs of the plugin](engines.md) on it.
- *catalogue only*: what it requires is known from its sources, and archives of it are judged.
- *preview*: read from its sources before its release. The data explain specs, and acquit nobody by themselves: a run of our own plugin is judged by
  the list of specs that it leaves.

A run on a newer version is judged by the list of specs that our own plugin leaves; upstream's plugin leaves no list, so its runs are never compliant there.
`;

/** The page for people, from the data alone. */
export function supportPage({ releases, pinned, sonobuoy, table }: SupportFacts): string {
  const minors = releases.toReversed().map((release) => {
    const rows = table.rows.filter((row) => minorOf(row) === release.minor).length;
    const missing = table.pending.filter(({ minor }) => minor === release.minor).length;
    const isTested = pinned.includes(release.minor) && rows > 0;
    const tested = `tested on a cluster: ${counted(rows, 'row')}${missing === 0 ? '' : `, ${missing} missing`}`;
    return [
      release.minor,
      release.isPreview ? 'preview' : isTested ? tested : 'catalogue only',
      release.release,
      release.agnhost,
      String(release.podsPerSpec),
    ];
  });
  const engines = [...Map.groupBy(table.rows, configurationOf)].map(([name, rows]) => [
    name,
    [...new Set(rows.map(({ release }) => release ?? 'none'))].join(', '),
    rows.map(minorOf).join(', '),
  ]);
  return [
    INTRODUCTION,
    asTable(['Kubernetes', 'state', 'read from', 'agnhost', 'most pods of a spec'], minors),
    '## Sonobuoy\n',
    `Runs are started with Sonobuoy ${sonobuoy.join(' and ')} in the tests; archives are read from Sonobuoy 0.8 on.\n`,
    '## Archives\n',
    asTable(['of', 'required specs are known from'], PLUGINS),
    '## What enforces policies\n',
    asTable(['engine', 'its version', 'Kubernetes'], engines),
  ].join('\n');
}

const PLUGINS: readonly (readonly string[])[] = [
  ['our plugin', 'the catalogue; without one, the list of specs that the run leaves'],
  ["Sonobuoy's own `e2e` plugin", 'the catalogue; without one, a failure counts and nothing is acquitted'],
  ['a bare JUnit file, hydrophone', 'the version that `--kubernetes` names; it can condemn, but never acquit'],
];

function asTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
