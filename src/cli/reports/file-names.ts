import { basename, resolve } from 'node:path';

const ENDING = /\.(?:tar\.gz|tgz|tar|xml)$/;

/** Begins the names of the files about archives: nothing for a single one, else something of its own for each. */
export class FileNames {
  readonly #several: boolean;
  readonly #taken = new Set<string>();

  constructor(archives: number) {
    this.#several = archives > 1;
  }

  /** `archive` as a command line names it: only the last part of its path, of letters that every file system takes. */
  prefix(archive: string): string {
    if (!this.#several) return '';
    const name = archive === '-' ? 'standard-input' : basename(resolve(archive)).replace(ENDING, '');
    const plain = name.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^\.+/, '') || 'archive';
    return `${this.#untaken(plain)}.`;
  }

  #untaken(name: string): string {
    let candidate = name;
    // Some file systems do not tell capitals from small letters.
    for (let count = 2; this.#taken.has(candidate.toLowerCase()); count += 1) candidate = `${name}-${count}`;
    this.#taken.add(candidate.toLowerCase());
    return candidate;
  }
}
