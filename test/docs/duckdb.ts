import { DuckDBInstance } from '@duckdb/node-api';

/** The rows of an answer, with days as text. */
export type Answer = (string | number | boolean | null)[][];

export async function askDuckDb(statement: string): Promise<Answer> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(statement);
    return reader.getRowsJson().map((row) => row.map(plain));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A count is a 64-bit integer, which DuckDB's JSON has as text. */
function plain(value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
