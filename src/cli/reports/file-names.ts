import { basename, resolve } from 'node:path';
import { archiveNames } from '../input/archive-names.ts';

const ENDING = /\.(?:tar\.gz|tgz|tar|xml)$/;

/** Any character but letters, digits and marks of any script, and the signs that every file system and shell accepts. */
const UNUSUAL = /[^\p{L}\p{N}\p{M}._-]/gu;

/** A name has at most 255 bytes, and an ending such as `.verdict.junit.xml` follows this. */
const MOST_BYTES = 180;

/** Begins the names of the files about archives: nothing for a single one, else something of its own for each. */
export class FileNames {
  readonly #several: boolean;
  readonly #names: ReadonlyMap<string, string>;
  readonly #taken = new Set<string>();

  /** Archives as a command line names them. `several`: whether they are called as one of several, however many they are. */
  constructor(archives: readonly string[], several: boolean = archives.length > 1) {
    this.#several = several;
    this.#names = archiveNames(archives);
  }

  prefix(archive: string): string {
    if (!this.#several) return '';
    const name = archive === '-' ? 'standard-input' : (this.#names.get(archive) ?? basename(resolve(archive)));
    const plain = name.replace(ENDING, '').normalize('NFC').replace(UNUSUAL, '-').replace(/^\.+/, '') || 'archive';
    return `${this.#untaken(shortened(plain))}.`;
  }

  #untaken(name: string): string {
    let candidate = name;
    // Some file systems do not distinguish upper and lower case.
    for (let count = 2; this.#taken.has(candidate.toLowerCase()); count += 1) candidate = `${name}-${count}`;
    this.#taken.add(candidate.toLowerCase());
    return candidate;
  }
}

function shortened(name: string): string {
  let bytes = 0;
  const kept = Array.from(name).filter((character) => {
    bytes += Buffer.byteLength(character);
    return bytes <= MOST_BYTES;
  });
  return kept.join('');
}
