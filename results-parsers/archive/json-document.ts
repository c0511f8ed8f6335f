import { isUtf8 } from 'node:buffer';
import type * as z from 'zod';
import { issueText, parsedOrIssue } from '../core/json/first-issue.ts';
import { jsonFault } from '../core/json/json-fault.ts';
import { type JsonLimits, JsonSize } from '../core/json/json-size.ts';
import type { FileSink } from './tar-reader.ts';

/** A JSON file of the archive, if it is there and has the expected form. */
export type JsonDocument<T> =
  | { state: 'missing'; path: string }
  | { state: 'unreadable'; path: string; reason: string }
  | { state: 'read'; path: string; value: T };

/** Why a document whose file is cut off cannot be read. */
export const CUT_OFF = 'the file is cut off';

const MiB = 1024 ** 2;

/** What documents of each kind may cost; a document that exceeds this is not read. */
export const documentLimits = {
  /** Documents that Sonobuoy or the API server wrote about themselves: some kilobytes. */
  metadata: { bytes: 2 * MiB, values: 50_000 },
  /** What Sonobuoy reports in one sentence, and often the plugin's pod as the API server describes it: ours takes 15 kB, with 1,019 values. */
  error: { bytes: MiB / 8, values: 10_000 },
  /** Twenty times the largest seen. */
  runRecord: { bytes: 8 * MiB, values: 250_000 },
  /** Five times the largest observations of a check. */
  observations: { bytes: 2 * MiB, values: 100_000 },
  /** A redacted archive lists all the files that were removed. */
  redaction: { bytes: 16 * MiB, values: 500_000 },
  /** The nodes of a cluster of a thousand nodes. */
  objects: { bytes: 16 * MiB, values: 1_000_000 },
} as const satisfies Record<string, JsonLimits>;

/** Collects and checks one JSON file; a reader that was given nothing reports a missing file. */
export class JsonReader<T> implements FileSink {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  readonly #size: JsonSize;
  #parts: Uint8Array[] = [];
  #document: JsonDocument<T>;

  constructor(path: string, schema: z.ZodType<T>, limits: JsonLimits = documentLimits.metadata) {
    this.#path = path;
    this.#schema = schema;
    this.#size = new JsonSize(limits);
    this.#document = { state: 'missing', path };
  }

  write(bytes: Uint8Array): void {
    this.#size.add(bytes);
    this.#document = { state: 'unreadable', path: this.#path, reason: CUT_OFF };
    if (this.#size.excess === null) this.#parts.push(Uint8Array.from(bytes));
    else this.#parts = [];
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
    if (this.#size.excess !== null) return unreadable(this.#size.excess);
    const bytes = Buffer.concat(this.#parts);
    if (!isUtf8(bytes)) return unreadable('it is not valid UTF-8');
    const text = bytes.toString('utf8');
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return unreadable(`it is not JSON: ${jsonFault(text) ?? 'it goes too deep'}`);
    }
    const parsed = parsedOrIssue(this.#schema, json);
    if ('issue' in parsed) return unreadable(issueText(parsed.issue));
    return { state: 'read', path: this.#path, value: parsed.value };
  }
}
