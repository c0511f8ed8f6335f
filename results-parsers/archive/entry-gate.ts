import type { ArchiveProblems } from './archive-problem.ts';
import { entryName } from './entry-name.ts';
import { type ArchiveLimits, checkLimit } from './limits.ts';

/** An entry of an archive, packed or not. `directory`: needs no place of its own, for the files in it have one. */
export type Entry = { name: string; kind: 'file' | 'directory' | 'other'; what: string; bytes: number };

/** Lets through files with good names that were not there before. */
export class EntryGate {
  readonly #limits: ArchiveLimits;
  readonly #problems: ArchiveProblems;
  readonly #paths = new Set<string>();

  constructor(limits: ArchiveLimits, problems: ArchiveProblems) {
    this.#limits = limits;
    this.#problems = problems;
  }

  get files(): number {
    return this.#paths.size;
  }

  /** The file's canonical path; undefined: the entry is not a file, or is refused. */
  admit({ name, kind, what, bytes }: Entry): string | undefined {
    checkLimit('nameLength', name.length, this.#limits);
    checkLimit('entryBytes', bytes, this.#limits);
    const checked = entryName(name);
    if ('unsafe' in checked) {
      this.#problems.add('entry-name-unsafe', `the name ${JSON.stringify(name)} is refused: ${checked.unsafe}`);
      return undefined;
    }
    const { path } = checked;
    if (kind === 'directory') return undefined;
    if (kind === 'other') {
      this.#problems.add('entry-not-a-file', `an entry of type ${what} is neither a file nor a directory`, path);
      return undefined;
    }
    if (this.#paths.has(path)) {
      this.#problems.add('entry-name-repeated', 'the archive contains this name more than once', path);
      return undefined;
    }
    this.#paths.add(path);
    return path;
  }
}
