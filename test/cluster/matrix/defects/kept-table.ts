import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefectTable } from './defect-table.ts';

const DATA = join(import.meta.dirname, '../../../../docs/defects.json');

/** The directory in which observations and reports of a matrix are kept. */
export function directoryForObservations(): string {
  return process.env['SCS_NETWORKING_KEEP_ARCHIVES'] ?? join(tmpdir(), 'scs-networking-defects');
}

/** The results so far. */
export async function readTable(): Promise<DefectTable> {
  const text = await readFile(DATA, 'utf8').catch(() => null);
  if (text === null) return { apiVersion: 'scs-networking/v1', kind: 'DefectTable', rows: [], sound: [] };
  return DefectTable.parse(JSON.parse(text));
}

let writing: Promise<void> = Promise.resolve();

/** Changes the table, one change after another, because several jobs run at a time. */
export async function keep(change: (table: DefectTable) => DefectTable): Promise<void> {
  writing = writing.then(async () => {
    await writeFile(DATA, `${JSON.stringify(change(await readTable()), null, 2)}\n`);
  });
  await writing;
}
