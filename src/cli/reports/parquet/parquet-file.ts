import { zstdCompressSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnType } from '../../../../results-parsers/report/rows/packed-columns.ts';
import type { PackedValue } from '../../../../results-parsers/report/rows/packed-rows.ts';

/** Rows held in memory: some two thousand runs of fifty specs. Readers skip groups of rows by their smallest and largest values. */
const ROW_GROUP = 100_000;

/** Writes a file of Parquet, row by row. The same rows give the same bytes. */
export class ParquetFile {
  readonly #columns: readonly (readonly [name: string, type: ColumnType])[];
  readonly #writer: ParquetWriter;
  #values: PackedValue[][];
  #rows = 0;

  constructor(file: string, columns: Readonly<Record<string, ColumnType>>) {
    this.#columns = Object.entries(columns);
    this.#values = this.#columns.map(() => []);
    const schema: SchemaElement[] = [
      { name: 'root', num_children: this.#columns.length },
      ...this.#columns.map(([name, type]) => schemaElement(name, type)),
    ];
    this.#writer = new ParquetWriter({
      writer: fileWriter(file),
      schema,
      codec: 'ZSTD',
      compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
      createdBy: 'scs-networking',
    });
  }

  /** A value for each column. */
  add(row: readonly PackedValue[]): void {
    for (const [index, values] of this.#values.entries()) values.push(row[index] ?? null);
    this.#rows += 1;
    if (this.#rows >= ROW_GROUP) this.#flush();
  }

  /** Writes the end of the file, which makes it complete. */
  end(): void {
    this.#flush();
    void this.#writer.finish();
  }

  #flush(): void {
    if (this.#rows === 0) return;
    const columnData = this.#columns.map(([name, type], index) => ({
      name,
      data: (this.#values[index] ?? []).map((value) => (type === 'day' || type === 'time' ? dateOf(value) : value)),
    }));
    void this.#writer.write({ columnData, rowGroupSize: ROW_GROUP });
    this.#values = this.#columns.map(() => []);
    this.#rows = 0;
  }
}

function schemaElement(name: string, type: ColumnType): SchemaElement {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'text':
      return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
    case 'count':
      return { ...optional, type: 'INT32' };
    case 'flag':
      return { ...optional, type: 'BOOLEAN' };
    case 'day':
      return { ...optional, type: 'INT32', converted_type: 'DATE' };
    case 'time':
      return { ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
    default:
      return type satisfies never;
  }
}

function dateOf(value: PackedValue): Date | null {
  return typeof value === 'string' ? new Date(value) : null;
}
