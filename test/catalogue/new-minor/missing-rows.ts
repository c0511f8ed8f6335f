import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesOnEveryVersion } from '../../cluster/matrix/configurations.ts';
import { configurationOf, EngineTable, minorOf } from '../../cluster/matrix/engine-table.ts';
import { engineTablePage } from '../../cluster/matrix/engine-table-page.ts';

const REASON = 'The pins of this version are new; the row has not been run yet.';

/** Lists all rows of a version with new pins as missing. */
export async function nameMissingRows(root: string, minor: string): Promise<void> {
  const data = join(root, 'docs/engines.json');
  const table = EngineTable.parse(JSON.parse(await readFile(data, 'utf8')));
  const known = new Set([
    ...table.rows.map((row) => `${configurationOf(row)} ${minorOf(row)}`),
    ...table.pending.map(({ configuration, minor: of }) => `${configuration} ${of}`),
  ]);
  const missing = namesOnEveryVersion.filter((name) => !known.has(`${name} ${minor}`));
  table.pending.push(...missing.map((configuration) => ({ configuration, minor, reason: REASON })));
  await writeFile(data, `${JSON.stringify(table, null, 2)}\n`);
  await writeFile(join(root, 'docs/engines.md'), engineTablePage(table));
}
