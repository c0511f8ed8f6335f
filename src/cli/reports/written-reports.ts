import { join } from 'node:path';
import type { Look } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import { print } from '../../terminal.ts';
import type { ReportedVerdict, UnjudgedArchive } from '../evaluate/evaluate-one.ts';
import type { StoredOutput } from '../store/stored-output.ts';
import { FileNames } from './file-names.ts';
import type { OpenPacker, Packer } from './packer.ts';
import type { ReportSink } from './report-sink.ts';
import { StagingDirectory } from './staging-directory.ts';
import { type Tables, unjudged } from './table-parts.ts';

/** More names say less than their number. */
const NAMED_FILES = 12;

/** The files in which reports about archives are written, in each of the formats. */
export function reportFiles(formats: readonly VerdictFormat[], archives: readonly string[]): string[] {
  return filesOf(formats, archives, archives.length > 1);
}

/** The files that they would have if each was evaluated alone, or as the only one of several. */
export function otherReportFiles(formats: readonly VerdictFormat[], archives: readonly string[]): string[] {
  const own = new Set(reportFiles(formats, archives));
  return filesOf(formats, archives, archives.length <= 1).filter((file) => !own.has(file));
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

export type WritingSettings = {
  tables: Tables;
  look: Omit<Look, 'colour'>;
  packers: ReadonlyMap<VerdictFormat, OpenPacker>;
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
  readonly #packers: ReadonlyMap<VerdictFormat, Packer>;
  readonly #stored: StoredOutput | null;

  constructor(
    directory: string,
    formats: readonly VerdictFormat[],
    archives: readonly string[],
    { tables, look, packers, stored }: WritingSettings,
  ) {
    this.#directory = directory;
    this.#formats = formats;
    this.#names = new FileNames(archives);
    this.#staging = new StagingDirectory(stored?.directory ?? directory);
    this.#tables = tables;
    this.#stored = stored;
    this.#look = { ...look, colour: false };
    this.#packers = this.#staging.write('', (place) => {
      const opened = [...packers].map(([format, open]) => [format, open((name) => join(place, name))] as const);
      return new Map(opened);
    });
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
    const packer = this.#packers.get(format);
    const page = this.#formats.includes('html') ? prefix + verdictFormats.html.file : null;
    if (packer !== undefined) this.#staging.write('', () => packer.add(content, page));
    else for (const name of fileNames(format, prefix)) this.#staging.append(name, content);
  }

  addUnjudged(archive: UnjudgedArchive): void {
    for (const [format, table] of this.#tables) {
      this.#staging.append(verdictFormats[format].file, table.unjudged(unjudged(archive), this.#look));
    }
  }

  async end(): Promise<void> {
    for (const packer of this.#packers.values()) this.#staging.write('', () => packer.end());
    const files = this.#staging.publish();
    await this.#stored?.upload(files);
    const written = files.length > NAMED_FILES ? `${files.length} files` : files.join(', ') || 'nothing';
    print(`${written} written to ${printable(this.#directory)}\n`);
  }
}
