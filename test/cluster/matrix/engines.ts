import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../../results-parsers/core/errors.ts';
import { catalogueReleases } from '../../../results-parsers/standard/catalogue-data.ts';
import { writeSupportPage } from '../../catalogue/support-page.ts';
import { type ClusterAccess, testClusterAccess } from '../access/access.ts';
import { down, up } from '../lifecycle/cluster.ts';
import { interruptTakesDown } from '../lifecycle/interrupt.ts';
import { say } from '../progress/steps.ts';
import { loadPluginImage } from '../sonobuoy/plugin-image.ts';
import { describeEngine } from '../state/state.ts';
import type { Configuration } from './configurations.ts';
import { engineRowOf } from './engine-row.ts';
import { engineSeriesOf } from './engine-series.ts';
import { EngineTable, withEntry, withoutPending } from './engine-table.ts';
import { engineTablePage } from './engine-table-page.ts';
import { type PluginRun, runPlugin } from './plugin-run.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DOCS = join(ROOT, 'docs');
const DATA = join(DOCS, 'engines.json');
const PAGE = join(DOCS, 'engines.md');

/**
 * Runs the plugin on these engines and versions, and renews their rows in docs/engines.json and docs/engines.md.
 * @param repeat the number of runs in a row on each; more than one shows which specs are flaky
 * @returns whether all rows could be renewed; other rows stay
 */
export async function runEngineMatrix(
  minors: readonly string[],
  configurations: readonly Configuration[],
  repeat: number,
): Promise<boolean> {
  const archives =
    process.env['SCS_NETWORKING_KEEP_ARCHIVES'] ?? (await mkdtemp(join(tmpdir(), 'scs-networking-matrix-')));
  await mkdir(archives, { recursive: true });
  const missed: string[] = [];
  try {
    for (const kubernetes of minors) {
      for (const configuration of configurations) {
        try {
          await renew(configuration, await runsOn(kubernetes, configuration, repeat, archives));
        } catch (error) {
          // One failure does not end the matrix, because the other rows are hours of work.
          missed.push(`${describeEngine(configuration)}, Kubernetes ${kubernetes}: ${messageOf(error)}`);
          say(missed.at(-1) ?? '');
        }
      }
    }
  } finally {
    if (process.env['SCS_NETWORKING_KEEP_ARCHIVES'] === undefined) await rm(archives, { recursive: true, force: true });
  }
  process.stdout.write(await readFile(PAGE, 'utf8').catch(() => ''));
  if (missed.length > 0)
    process.stderr.write(`expected a new row for each engine and version, but these failed:\n${missed.join('\n')}\n`);
  return missed.length === 0;
}

async function runsOn(
  kubernetes: string,
  configuration: Configuration,
  repeat: number,
  archives: string,
): Promise<PluginRun[]> {
  // Each version has its own cluster, so that versions can run side by side.
  const cluster = `matrix-${kubernetes.replaceAll('.', '-')}`;
  const interrupt = interruptTakesDown(cluster);
  await down(cluster);
  try {
    const state = await up({ name: cluster, kubernetes, ...configuration }, say);
    await loadPluginImage(state, say);
    return await runsInARow(testClusterAccess(state), [describeEngine(configuration), kubernetes], repeat, archives);
  } catch (error) {
    return await interrupt.instead(error);
  } finally {
    await down(cluster);
    interrupt.disarm();
  }
}

async function runsInARow(
  access: ClusterAccess,
  row: readonly string[],
  repeat: number,
  archives: string,
): Promise<PluginRun[]> {
  // A series is about the specs. It runs only the check that may keep the specs from running.
  const checks = repeat > 1 ? 'default-restrictions' : 'all';
  const runs: PluginRun[] = [];
  while (runs.length < repeat) {
    const name = [...row, ...(repeat > 1 ? [runs.length + 1] : [])].join(' ');
    const run = await runPlugin(access, join(archives, `${name.replaceAll(/[ =]/g, '-')}.tar.gz`), checks);
    say(`${name}: ${run.lenient.verdict}, strictly ${run.strict.verdict}, ${Math.ceil(run.seconds)} s`);
    runs.push(run);
  }
  return runs;
}

/** A single run renews the row of the table; several are a series, which leaves the row unchanged. */
async function renew(configuration: Configuration, runs: readonly PluginRun[]): Promise<void> {
  const text = await readFile(DATA, 'utf8').catch(() => undefined);
  const empty: EngineTable = {
    apiVersion: 'scs-networking/v1',
    kind: 'EngineTable',
    rows: [],
    pending: [],
    series: [],
  };
  const table = text === undefined ? empty : EngineTable.parse(JSON.parse(text));
  const [only, ...more] = runs;
  if (only !== undefined && more.length === 0) {
    const row = await engineRowOf(configuration, only);
    table.rows = withEntry(table.rows, row);
    table.pending = withoutPending(table.pending, row);
  } else {
    table.series = withEntry(table.series, await engineSeriesOf(configuration, runs));
  }
  await writeFile(DATA, `${JSON.stringify(table, null, 2)}\n`);
  await writeFile(PAGE, engineTablePage(table));
  await writeSupportPage(ROOT, catalogueReleases);
}
