import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { sortedEntries } from '../core/sorted-entries.ts';
import { type JsonDocument, JsonReader } from './json-document.ts';

/**
 * A document that Sonobuoy used to store under another name. If both names are there, both are read, in any order: if they
 * disagree, its content counts as not known.
 */
export class TwiceNamedDocument<T> {
  readonly #name: string;
  readonly #schema: z.ZodType<T>;
  readonly #readers = new Map<string, JsonReader<T>>();

  /** `name`: the present name, for messages about a missing file. */
  constructor(name: string, schema: z.ZodType<T>) {
    this.#name = name;
    this.#schema = schema;
  }

  open(path: string): JsonReader<T> {
    const reader = this.#readers.get(path) ?? new JsonReader(path, this.#schema);
    this.#readers.set(path, reader);
    return reader;
  }

  document(): JsonDocument<T> {
    const documents = sortedEntries(this.#readers).map(([, reader]) => reader.document());
    const present = documents.find(({ path }) => path === this.#name) ?? documents[0];
    const other = documents.find((document) => document !== present);
    if (present === undefined) return { state: 'missing', path: this.#name };
    if (other === undefined || agree(present, other)) return present;
    return { state: 'unreadable', path: present.path, reason: `it is also there as ${other.path}, and they disagree` };
  }
}

function agree<T>(a: JsonDocument<T>, b: JsonDocument<T>): boolean {
  return a.state === 'read' && b.state === 'read' && isDeepStrictEqual(a.value, b.value);
}
