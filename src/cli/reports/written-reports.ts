import type { Look } from '../../../results-parsers/report/format.ts';
import { type VerdictFormat, verdictFormats } from '../../../results-parsers/report/formats.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import { print } from '../../terminal.ts';
import type { ReportedVerdict, UnjudgedArchive } from '../evaluate/evaluate-one.ts';
import { FileNames } from './file-names.ts';
import type { ReportSink } from './report-sink.ts';
import { StagingDirectory } from './staging-directory.ts';
import { type Tables, unjudged } from './table-parts.ts';

/** More names say less than their number. */
const NAMED_FILES = 12;

/** The files in which reports about archives are written, in each of the formats. */
export function reportFiles(formats: readonly VerdictFormat[], archives: readonly string[]): string[] {
  const names = new FileNames(archives);
  const prefixes = archives.map((archive) => names.prefix(archive));
  return [...new Set(prefixes.flatMap((prefix) => formats.map((format) => fileName(format, prefix))))];
}

function fileName(format: VerdictFormat, prefix: string): string {
  const { file, gathers } = verdictFormats[format];
  return gathers ? file : prefix + file;
}

/** Writes reports to a directory, in which all files appear at the end. */
export class WrittenReports implements ReportSink {
  readonly #directory: string;
  readonly #formats: readonly VerdictFormat[];
  readonly #names: FileNames;
  readonly #staging: StagingDirectory;
  readonly #tables: Tables;
  readonly #look: Look;

  /** `look`: of the tables among the formats. */
  constructor(
    directory: string,
    formats: readonly VerdictFormat[],
    archives: readonly string[],
    tables: Tables,
    look: Omit<Look, 'colour'>,
  ) {
    this.#directory = directory;
    this.#formats = formats;
    this.#names = new FileNames(archives);
    this.#staging = new StagingDirectory(directory);
    this.#tables = tables;
    this.#look = { ...look, colour: false };
    for (const [format, { head }] of tables) this.#staging.append(verdictFormats[format].file, head(this.#look));
  }

  add({ archive, summary, printed, reports }: ReportedVerdict): void {
    const prefix = this.#names.prefix(archive);
    for (const [index, format] of this.#formats.entries()) {
      const report = reports[index];
      if (report !== undefined && 'bytes' in report) this.#staging.append(fileName(format, prefix), report.bytes);
    }
    print(`${printed === '' ? '' : `${printed}\n`}${printable(archive)}: ${summary}\n`);
  }

  addUnjudged(archive: UnjudgedArchive): void {
    for (const [format, table] of this.#tables) {
      this.#staging.append(verdictFormats[format].file, table.unjudged(unjudged(archive), this.#look));
    }
  }

  end(): void {
    const files = this.#staging.publish();
    const told = files.length > NAMED_FILES ? `${files.length} files` : files.join(', ') || 'nothing';
    print(`${told} written to ${printable(this.#directory)}\n`);
  }
}
