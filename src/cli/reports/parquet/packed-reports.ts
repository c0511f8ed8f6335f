import { type PackedTable, packedTables } from '../../../../results-parsers/report/rows/packed-columns.ts';
import type { PackedRows } from '../../../../results-parsers/report/rows/packed-rows.ts';
import type { Packer } from '../packer.ts';
import { ParquetFile } from './parquet-file.ts';

const tables = Object.keys(packedTables) as PackedTable[];

/** Packs the rows of verdicts into a file for each table. */
export class PackedReports implements Packer {
  readonly #files: ReadonlyMap<PackedTable, ParquetFile>;

  /** `placeOf`: where a file of that name is written. */
  constructor(placeOf: (name: string) => string) {
    this.#files = new Map(
      tables.map((table) => [table, new ParquetFile(placeOf(`${table}.parquet`), packedTables[table])]),
    );
  }

  /** A line of `packedRowsLine`. */
  add(line: Uint8Array): void {
    const rows: PackedRows = JSON.parse(Buffer.from(line).toString('utf8'));
    for (const [table, file] of this.#files) for (const row of rows[table]) file.add([...rows.run, ...row]);
  }

  end(): void {
    for (const file of this.#files.values()) file.end();
  }
}
