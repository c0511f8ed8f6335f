import { join } from 'node:path';
import type { Look } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import { print } from '../../terminal.ts';
import type { ReportedVerdict, UnjudgedArchive } from '../evaluate/evaluate-one.ts';
import type { StoredOutput } from '../store/stored-output.ts';
import { FileNames } from './file-names.ts';
import type { ReportSink } from './report-sink.ts';
import { StagingDirectory } from './staging-directory.ts';
import { type Tables, unjudged } from './table-parts.ts';

/** More names say less than their number. */
const NAMED_FILES = 12;

/** The files in which reports about archives are written, in each of the formats. */
export function reportFiles(formats: readonly VerdictFormat[], archives: readonly string[]): string[] {
  return filesOf(formats, archives, archives.length > 1);
}

/** The files that they would have if each was evaluated alone, or the only one among several. */
export function otherReportFiles(formats: readonly VerdictFormat[], archives: readonly string[]): string[] {
  const own = reportFiles(formats, archives);
  return filesOf(formats, archives, archives.length <= 1).filter((file) => !own.includes(file));
}

function filesOf(formats: readonly VerdictFormat[], archives: readonly string[], several: boolean): string[] {
  const names = new FileNames(archives, several);
  const prefixes = archives.map((archive) => names.prefix(archive));
  return [...new Set(prefixes.flatMap((prefix) => formats.flatMap((format) => fileNames(format, prefix))))];
}

function fileNames(format: VerdictFormat, prefix: string): readonly string[] {
  const { file, gathers, packed } = verdictFormats[format];
  return packed ?? [gathers ? file : prefix + file];
}

/** Packs what is rendered in one of the formats. */
type OpenPacker = (placeOf: (name: string) => string) => Packer;
export type Packer = { add(content: Uint8Array): void; end(): void };

export type WritingSettings = {
  tables: Tables;
  look: Omit<Look, 'colour'>;
  openPacker: OpenPacker | null;
  /** Where the files go in the end, if that is no directory. */
  stored: StoredOutput | null;
};

/** Writes reports to a directory, in which all files appear at the end. */
export class WrittenReports implements ReportSink {
  readonly #directory: string;
  readonly #formats: readonly VerdictFormat[];
  readonly #names: FileNames;
  readonly #staging: StagingDirectory;
  readonly #tables: Tables;
  readonly #look: Look;
  readonly #packer: Packer | null;
  readonly #stored: StoredOutput | null;

  constructor(
    directory: string,
    formats: readonly VerdictFormat[],
    archives: readonly string[],
    { tables, look, openPacker, stored }: WritingSettings,
  ) {
    this.#directory = directory;
    this.#formats = formats;
    this.#names = new FileNames(archives);
    this.#staging = new StagingDirectory(stored?.directory ?? directory);
    this.#tables = tables;
    this.#stored = stored;
    this.#look = { ...look, colour: false };
    this.#packer =
      openPacker === null ? null : this.#staging.write('', (place) => openPacker((name) => join(place, name)));
    for (const [format, { head }] of tables) this.#staging.append(verdictFormats[format].file, head(this.#look));
  }

  add({ archive, summary, printed, reports }: ReportedVerdict): void {
    const prefix = this.#names.prefix(archive);
    for (const [index, format] of this.#formats.entries()) {
      const report = reports[index];
      if (report !== undefined && 'bytes' in report) this.#write(format, prefix, report.bytes);
    }
    print(`${printed === '' ? '' : `${printed}\n`}${printable(archive)}: ${summary}\n`);
  }

  #write(format: VerdictFormat, prefix: string, content: Uint8Array): void {
    if (verdictFormats[format].packed !== undefined) this.#staging.write('', () => this.#packer?.add(content));
    else for (const name of fileNames(format, prefix)) this.#staging.append(name, content);
  }

  addUnjudged(archive: UnjudgedArchive): void {
    for (const [format, table] of this.#tables) {
      this.#staging.append(verdictFormats[format].file, table.unjudged(unjudged(archive), this.#look));
    }
  }

  async end(): Promise<void> {
    this.#staging.write('', () => this.#packer?.end());
    const files = this.#staging.publish();
    await this.#stored?.upload(files);
    const told = files.length > NAMED_FILES ? `${files.length} files` : files.join(', ') || 'nothing';
    print(`${told} written to ${printable(this.#directory)}\n`);
  }
}
