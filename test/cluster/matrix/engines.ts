import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateArchive } from '../../../results-parsers/evaluate-archive.ts';
import type { Verdict } from '../../../results-parsers/verdict/verdict.ts';
import { packageVersion } from '../../../src/runner/package-version.ts';
import { testClusterAccess } from '../access.ts';
import { down, up } from '../cluster.ts';
import { loadPluginImage } from '../plugin-image.ts';
import { OUR_PLUGIN } from '../scenario.ts';
import { deleteRun, retrieve, startRun, waitForRun } from '../sonobuoy.ts';
import type { Engine } from '../state.ts';
import { say } from '../steps.ts';
import { type EngineRow, EngineTable, withRow } from './engine-table.ts';
import { engineTablePage } from './engine-table-page.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const DATA = join(DOCS, 'engines.json');
const PAGE = join(DOCS, 'engines.md');
const CLUSTER = 'matrix';

/** An engine as a row of the table has it. */
interface Configuration {
  readonly engine: Engine;
  readonly options: readonly string[];
}

const CONFIGURATIONS: readonly Configuration[] = [
  { engine: 'enforcing', options: [] },
  { engine: 'none', options: [] },
];

/** Runs the plugin on every engine and each of the versions, and renews their rows in docs/engines.json and docs/engines.md. */
export async function runEngineMatrix(minors: readonly string[]): Promise<void> {
  const archives =
    process.env['SCS_NETWORKING_KEEP_ARCHIVES'] ?? (await mkdtemp(join(tmpdir(), 'scs-networking-matrix-')));
  await mkdir(archives, { recursive: true });
  try {
    for (const kubernetes of minors) {
      for (const configuration of CONFIGURATIONS) {
        const row = await runOn(kubernetes, configuration, archives);
        say(`${row.engine} on ${row.kubernetes}: ${row.verdict.withDefaultWaivers}, strictly ${row.verdict.strict}`);
        await renew(row);
      }
    }
  } finally {
    await down(CLUSTER);
    if (process.env['SCS_NETWORKING_KEEP_ARCHIVES'] === undefined) await rm(archives, { recursive: true, force: true });
  }
  process.stdout.write(await readFile(PAGE, 'utf8'));
}

async function runOn(kubernetes: string, { engine, options }: Configuration, archives: string): Promise<EngineRow> {
  await down(CLUSTER);
  const state = await up({ name: CLUSTER, kubernetes, engine }, say);
  await loadPluginImage(state, say);
  const access = testClusterAccess(state);
  const file = join(archives, `${[engine, ...options, kubernetes].join('-')}.tar.gz`);
  const startedAt = performance.now();
  try {
    await startRun(access, ['--plugin', OUR_PLUGIN]);
    await waitForRun(access, 60);
    await retrieve(access, file);
  } finally {
    await deleteRun(access);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return rowOf(engine, options, seconds, await verdictOn(file, true), await verdictOn(file, false));
}

async function verdictOn(file: string, leniently: boolean): Promise<Verdict> {
  return await evaluateArchive(createReadStream(file), {
    archiveName: 'archive.tar.gz',
    toolVersion: packageVersion,
    ...(leniently ? {} : { waivers: [] }),
  });
}

function rowOf(
  engine: Engine,
  options: readonly string[],
  seconds: number,
  lenient: Verdict,
  strict: Verdict,
): EngineRow {
  const ofSpecs = strict.specs.flatMap(({ attempts }) => attempts.map((attempt) => attempt.seconds ?? 0));
  return {
    engine,
    options: [...options],
    kubernetes: strict.subject.serverVersion ?? 'unknown',
    verdict: { withDefaultWaivers: lenient.verdict, strict: strict.verdict },
    seconds: { run: Math.ceil(seconds), specs: Math.round(ofSpecs.reduce((sum, each) => sum + each, 0)) },
    cni: strict.subject.cni.name,
    specs: Object.fromEntries(strict.specs.map(({ name, outcomeBeforeWaivers }) => [name, outcomeBeforeWaivers])),
    archive: { sha256: strict.archive.sha256, bytes: strict.archive.bytes },
  };
}

async function renew(row: EngineRow): Promise<void> {
  const text = await readFile(DATA, 'utf8').catch(() => undefined);
  const empty: EngineTable = { apiVersion: 'scs-networking/v1', kind: 'EngineTable', rows: [] };
  const table = withRow(text === undefined ? empty : EngineTable.parse(JSON.parse(text)), row);
  await writeFile(DATA, `${JSON.stringify(table, null, 2)}\n`);
  await writeFile(PAGE, engineTablePage(table));
}
