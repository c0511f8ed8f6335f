import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { ScsNetworkingError } from '../../../../results-parsers/core/errors.ts';

/** The version of the tables; a journal of another version is not read. */
const VERSION = 1;
/** How long to wait while another call writes. */
const PATIENCE_MILLISECONDS = 60_000;

/** The stored result about an archive. */
export type Entry = {
  /** What shows whether the archive is still the same, without reading it. */
  identity: string;
  /** Digest of all inputs of the verdict besides the archive. */
  inputs: string;
  sha256: string;
  /** The outcomes that matter to people, to be compared with later ones. */
  gist: string;
  /** The verdict document, packed. */
  document: Uint8Array;
};

/** Results of earlier calls, by the archives' places. Several calls may read and write it at the same time. */
export class JournalFile {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #put: StatementSync;

  /** @throws USAGE for a file that is not a journal, or cannot be written */
  constructor(file: string) {
    try {
      this.#database = new DatabaseSync(file, { timeout: PATIENCE_MILLISECONDS });
      prepareTables(this.#database);
      this.#find = this.#database.prepare(
        'SELECT identity, inputs, sha256, gist, document FROM entries WHERE place = ?',
      );
      this.#put = this.#database.prepare(
        'INSERT OR REPLACE INTO entries (place, identity, inputs, sha256, gist, document) VALUES (?, ?, ?, ?, ?, ?)',
      );
    } catch (cause) {
      if (cause instanceof ScsNetworkingError) throw cause;
      throw notUsable(file, cause);
    }
  }

  entry(place: string): Entry | null {
    const row = this.#find.get(place);
    if (row === undefined) return null;
    const { identity, inputs, sha256, gist, document } = row;
    if (!(document instanceof Uint8Array)) return null;
    return { identity: String(identity), inputs: String(inputs), sha256: String(sha256), gist: String(gist), document };
  }

  /** Each is written whole or not at all, whenever the process ends. */
  put(place: string, { identity, inputs, sha256, gist, document }: Entry): void {
    this.#put.run(place, identity, inputs, sha256, gist, document);
  }

  close(): void {
    this.#database.close();
  }
}

function prepareTables(database: DatabaseSync): void {
  // Readers do not wait for writers, and nobody waits until a verdict is on the disk: after a power failure it is computed again.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('BEGIN IMMEDIATE');
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === 0) {
    database.exec(`CREATE TABLE entries (
      place TEXT PRIMARY KEY, identity TEXT NOT NULL, inputs TEXT NOT NULL, sha256 TEXT NOT NULL, gist TEXT NOT NULL, document BLOB NOT NULL
    ) WITHOUT ROWID; PRAGMA user_version = ${VERSION}`);
  }
  database.exec('COMMIT');
  if (version !== 0 && version !== VERSION) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected a journal of version ${VERSION}, found version ${version}, which another version of scs-networking wrote; name another file with --journal`,
    );
  }
}

function notUsable(file: string, cause: unknown): ScsNetworkingError {
  const found = cause instanceof Error ? cause.message : 'otherwise';
  return new ScsNetworkingError(
    'USAGE',
    `${file}: expected a journal, or a place where one can be written, found: ${found}; name another file with --journal`,
    { cause },
  );
}
