/** What is wrong with an archive that can nevertheless be read up to there. */
export type ArchiveProblemCode =
  | 'archive-truncated'
  | 'archive-damaged'
  | 'archive-trailing-data'
  | 'entry-name-unsafe'
  | 'entry-name-repeated'
  | 'entry-not-a-file';

/** Problems of one kind are one problem: the first is described, the others are counted. */
export type ArchiveProblem = {
  code: ArchiveProblemCode;
  detail: string;
  /** Name in the archive; null: the archive as a whole. */
  path: string | null;
  count: number;
};

/** Collects problems, one for each kind, so that a hostile archive cannot fill memory with them. */
export class ArchiveProblems {
  readonly #byCode = new Map<ArchiveProblemCode, ArchiveProblem>();

  add(code: ArchiveProblemCode, detail: string, path: string | null = null): void {
    const known = this.#byCode.get(code);
    if (known === undefined) this.#byCode.set(code, { code, detail, path, count: 1 });
    else known.count += 1;
  }

  list(): ArchiveProblem[] {
    return [...this.#byCode.values()];
  }
}
