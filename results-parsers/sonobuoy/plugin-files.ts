import { type Digest, digested } from '../archive/digest.ts';
import { documentLimits, type JsonDocument, JsonReader } from '../archive/json-document.ts';
import type { FileSink } from '../archive/tar-reader.ts';
import { TwiceNamedDocument } from '../archive/twice-named-document.ts';
import type { JsonLimits } from '../core/json/json-size.ts';
import { CheckObservations } from '../documents/checks/check-observations.ts';
import { RUN_RECORD_FILE, RunRecord } from '../documents/run-record/run-record.ts';
import { JunitReader } from '../junit/junit-reader.ts';
import type { JunitReading } from '../junit/junit-report.ts';
import type { KeptSoFar } from '../junit/kept-so-far.ts';
import type { JunitLimits } from '../junit/limits.ts';
import { isNetworkPolicySpec } from '../standard/catalogue.ts';
import { PluginDefinition, PluginError } from './documents.ts';
import { type E2eLog, e2eLogReader } from './e2e-log.ts';
import { definitionPath, type PluginPart, runDirectory } from './layout.ts';
import { type SonobuoyResults, SonobuoyResultsReader } from './sonobuoy-results.ts';
import { type ListedSpecs, specListReader } from './spec-list.ts';

/** Everything in an archive that is about one plugin and can matter for a verdict. */
export type PluginFiles = {
  name: string;
  definition: JsonDocument<PluginDefinition>;
  runRecord: JsonDocument<RunRecord>;
  errors: JsonDocument<PluginError>[];
  /** What the run's checks saw. */
  checks: JsonDocument<CheckObservations>[];
  /** By path in the archive, like the following. */
  junit: Map<string, JunitReading>;
  logs: Map<string, E2eLog>;
  specLists: Map<string, ListedSpecs>;
  /** What Sonobuoy's own results list; null: they are not there, or cannot be read. */
  sonobuoyResults: { value: SonobuoyResults; path: string } | null;
  /** The digests of the files that came whole. */
  digests: Map<string, Digest>;
};

/** Several times as many as there are checks. */
const MAX_CHECKS = 16;
/** Each pod of a plugin can have one. */
const MAX_ERRORS = 1000;
const NOTHING = { bytes: 0, values: 0 };

/** Reads the files of one plugin as they come out of the archive. */
export class PluginReader {
  readonly #name: string;
  readonly #junitLimits: JunitLimits;
  readonly #kept: KeptSoFar;
  readonly #definition: TwiceNamedDocument<PluginDefinition>;
  readonly #runRecord: JsonReader<RunRecord>;
  readonly #errors: Map<string, JsonReader<PluginError>> = new Map();
  readonly #checks: Map<string, JsonReader<CheckObservations>> = new Map();
  readonly #junit: Map<string, Pick<JunitReader, 'reading'>> = new Map();
  readonly #logs: Map<string, E2eLog> = new Map();
  readonly #specLists: Map<string, ListedSpecs> = new Map();
  #sonobuoyResults: { reader: SonobuoyResultsReader; path: string } | undefined;
  readonly #digests: Map<string, Digest> = new Map();

  constructor(name: string, junitLimits: JunitLimits, kept: KeptSoFar) {
    this.#name = name;
    this.#junitLimits = junitLimits;
    this.#kept = kept;
    this.#definition = new TwiceNamedDocument(definitionPath(name), PluginDefinition);
    this.#runRecord = new JsonReader(runDirectory(name) + RUN_RECORD_FILE, RunRecord, documentLimits.runRecord);
  }

  open(path: string, part: PluginPart): FileSink | undefined {
    if (part === 'other') return undefined;
    return digested(this.#readerOf(path, part), (digest) => this.#digests.set(path, digest));
  }

  files(): PluginFiles {
    return {
      name: this.#name,
      definition: this.#definition.document(),
      runRecord: this.#runRecord.document(),
      errors: [...this.#errors.values()].map((reader) => reader.document()),
      checks: [...this.#checks.values()].map((reader) => reader.document()),
      junit: new Map([...this.#junit].map(([path, reader]) => [path, reader.reading()])),
      logs: this.#logs,
      specLists: this.#specLists,
      sonobuoyResults: this.#listedBySonobuoy(),
      digests: this.#digests,
    };
  }

  #listedBySonobuoy(): PluginFiles['sonobuoyResults'] {
    const { reader, path = '' } = this.#sonobuoyResults ?? {};
    const value = reader?.results() ?? null;
    return value && { value, path };
  }

  #resultsSink(path: string): FileSink {
    const reader = new SonobuoyResultsReader(this.#junitLimits.specs);
    this.#sonobuoyResults = { reader, path };
    return reader;
  }

  /** Keeps the result and drops the reader, which is a hundred times as large as the content of a small file. */
  #junitSink(path: string): FileSink {
    const reader = new JunitReader(isNetworkPolicySpec, this.#junitLimits, this.#kept);
    this.#junit.set(path, reader);
    return {
      write: (bytes) => reader.write(bytes),
      end: () => {
        reader.end();
        const reading = reader.reading();
        this.#junit.set(path, { reading: () => reading });
      },
    };
  }

  #roomForError(): JsonLimits {
    return this.#errors.size < MAX_ERRORS ? documentLimits.error : NOTHING;
  }

  #roomForObservations(): JsonLimits {
    return this.#checks.size < MAX_CHECKS ? documentLimits.observations : NOTHING;
  }

  #readerOf(path: string, part: Exclude<PluginPart, 'other'>): FileSink | undefined {
    switch (part) {
      case 'definition':
        return this.#definition.open(path);
      case 'run-record':
        return this.#runRecord;
      case 'error':
        return kept(this.#errors, path, new JsonReader(path, PluginError, this.#roomForError()));
      case 'check-observations':
        return kept(this.#checks, path, new JsonReader(path, CheckObservations, this.#roomForObservations()));
      case 'junit':
        return this.#junitSink(path);
      case 'e2e-log':
        return e2eLogReader((log) => this.#logs.set(path, log));
      case 'spec-list':
        return specListReader(
          kept(this.#specLists, path, { names: new Set<string>(), count: 0 }),
          this.#junitLimits.specs,
        );
      case 'sonobuoy-results':
        return this.#resultsSink(path);
      case 'result':
        return undefined;
      default:
        return part satisfies never;
    }
  }
}

function kept<T>(map: Map<string, T>, path: string, value: T): T {
  map.set(path, value);
  return value;
}
