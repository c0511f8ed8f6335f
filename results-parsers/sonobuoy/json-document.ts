import { isUtf8 } from 'node:buffer';
import type * as z from 'zod';
import type { FileSink } from '../archive/tar-reader.ts';
import { schemaProblem } from '../schema-problem.ts';

/** A JSON file of the archive, as far as it is there and is what it should be. */
export type JsonDocument<T> =
  | { state: 'missing'; path: string }
  | { state: 'unreadable'; path: string; reason: string }
  | { state: 'read'; path: string; value: T };

/** Why a document cannot be read whose file did not come to its end. */
export const CUT_OFF = 'the file is cut off';

/** A hundred times the largest run record; a larger document is not read. */
const MAX_DOCUMENT_BYTES = 32 * 1024 ** 2;

/** Collects and checks one JSON file; a reader that was given nothing tells of a missing file. */
export class JsonReader<T> implements FileSink {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #document: JsonDocument<T>;

  constructor(path: string, schema: z.ZodType<T>, maxBytes = MAX_DOCUMENT_BYTES) {
    this.#path = path;
    this.#schema = schema;
    this.#maxBytes = maxBytes;
    this.#document = { state: 'missing', path };
  }

  write(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#document = { state: 'unreadable', path: this.#path, reason: CUT_OFF };
    if (this.#bytes <= this.#maxBytes) this.#parts.push(Uint8Array.from(bytes));
  }

  end(): void {
    this.#document = this.#parse();
    this.#parts = [];
  }

  document(): JsonDocument<T> {
    return this.#document;
  }

  #parse(): JsonDocument<T> {
    const unreadable = (reason: string): JsonDocument<T> => ({ state: 'unreadable', path: this.#path, reason });
    if (this.#bytes > this.#maxBytes) return unreadable(`it is larger than ${this.#maxBytes} bytes`);
    const bytes = Buffer.concat(this.#parts);
    if (!isUtf8(bytes)) return unreadable('it is not valid UTF-8');
    let json: unknown;
    try {
      json = JSON.parse(bytes.toString('utf8'));
    } catch {
      return unreadable('it is not JSON');
    }
    const parsed = this.#schema.safeParse(json);
    if (!parsed.success) return unreadable(schemaProblem(parsed.error));
    return { state: 'read', path: this.#path, value: parsed.data };
  }
}
