import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testClusterAccess } from '../../access/access.ts';
import { say } from '../../progress/steps.ts';
import { runChecks } from '../check-run.ts';
import { withMatrixCluster } from '../matrix-cluster.ts';
import { type ControllerConfiguration, controllerName } from './controller-configurations.ts';
import { controllerRowOf } from './controller-row.ts';
import { type ControllerRow, ControllerTable, withRow } from './controller-table.ts';
import { controllerTablePage } from './controller-table-page.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');
const DATA = join(DOCS, 'ingress-controllers.json');
const PAGE = join(DOCS, 'ingress-controllers.md');

/**
 * Runs the check of Ingress on these controllers, and renews their rows in docs/ingress-controllers.json and docs/ingress-controllers.md.
 * @returns whether all rows could be renewed; rows of other controllers stay
 */
export async function runControllerMatrix(
  kubernetes: string,
  configurations: readonly ControllerConfiguration[],
): Promise<boolean> {
  const kept = process.env['SCS_NETWORKING_KEEP_ARCHIVES'];
  const archives = kept ?? (await mkdtemp(join(tmpdir(), 'scs-networking-controllers-')));
  await mkdir(archives, { recursive: true });
  const missed: string[] = [];
  try {
    await withMatrixCluster(kubernetes, async ({ within }) => {
      for (const ingress of configurations) {
        const name = controllerName(ingress);
        const file = join(archives, `${name.replaceAll(/[ =]/g, '-')}.tar.gz`);
        const row = await within<ControllerRow | string>(
          { engine: 'enforcing', ingress },
          async (running) =>
            await controllerRowOf(ingress, await runChecks(testClusterAccess(running), ['ingress'], file)),
          (problem) => problem,
        );
        if (typeof row === 'string') missed.push(`${name}: ${row}`);
        else await renew(row);
        say(typeof row === 'string' ? `${name}: ${row}` : `${name}: ${row.outcome}`);
      }
    });
  } finally {
    if (kept === undefined) await rm(archives, { recursive: true, force: true });
  }
  process.stdout.write(await readFile(PAGE, 'utf8').catch(() => ''));
  if (missed.length > 0)
    process.stderr.write(`expected a new row for each controller, but these failed:\n${missed.join('\n')}\n`);
  return missed.length === 0;
}

async function renew(row: ControllerRow): Promise<void> {
  const text = await readFile(DATA, 'utf8').catch(() => undefined);
  const empty: ControllerTable = { apiVersion: 'scs-networking/v1', kind: 'ControllerTable', rows: [] };
  const table = withRow(text === undefined ? empty : ControllerTable.parse(JSON.parse(text)), row);
  await writeFile(DATA, `${JSON.stringify(table, null, 2)}\n`);
  await writeFile(PAGE, controllerTablePage(table));
}
