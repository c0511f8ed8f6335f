import { appendFileSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { makeDirectory } from '../../make-directory.ts';
import { systemProblem } from '../../system-problem.ts';
import { removeAbandoned, stagingPrefix } from '../output/abandoned-staging.ts';
import { onEveryEnd } from '../process/on-every-end.ts';

/** Files that appear in a directory whole and all at once. Until then they are in a directory inside it, which is always removed. */
export class StagingDirectory {
  readonly #target: string;
  readonly #path: string;
  readonly #callOff: () => void;

  /** Makes `target` if it is not there. This and every other method throws `USAGE` if nothing can be written. */
  constructor(target: string) {
    this.#target = target;
    makeDirectory(target);
    removeAbandoned(target);
    this.#path = writable(target, () => mkdtempSync(join(target, stagingPrefix())));
    this.#callOff = onEveryEnd(() => this.discard());
  }

  append(name: string, content: string | Uint8Array): void {
    this.write(name, (file) => appendFileSync(file, content));
  }

  /** `write` is told where the file is until all appear. */
  write<T>(name: string, write: (file: string) => T): T {
    return writable(this.#target, () => write(join(this.#path, name)));
  }

  /** Moves all files into the target, where they replace what has their names, or not one of them. Returns the names, sorted. */
  publish(): string[] {
    // Without a pause: no signal is handled before all have moved.
    const names = readdirSync(this.#path).sort();
    writable(this.#target, () => this.#move(names));
    this.discard();
    return names;
  }

  /** Files that have their names are kept until all have moved, so that they can be restored. */
  #move(names: readonly string[]): void {
    const replaced = mkdtempSync(join(this.#path, 'replaced-'));
    const back: (() => void)[] = [];
    const move = (from: string, to: string): void => {
      renameSync(from, to);
      back.unshift(() => renameSync(to, from));
    };
    try {
      for (const name of names) {
        const place = join(this.#target, name);
        const found = lstatSync(place, { throwIfNoEntry: false });
        // A file may replace a file; the content of a directory is not ours to remove.
        if (found?.isDirectory()) throw occupied(this.#target, name);
        if (found !== undefined) move(place, join(replaced, name));
        move(join(this.#path, name), place);
      }
    } catch (error) {
      for (const undo of back) undo();
      throw error;
    }
  }

  discard(): void {
    this.#callOff();
    rmSync(this.#path, { recursive: true, force: true });
  }
}

/** A directory has the name of a report. */
export function occupied(target: string, name: string): ScsNetworkingError {
  const message = `${target}: expected a place for the file ${name}, found a directory of that name; nothing was written, name another directory with --output`;
  return new ScsNetworkingError('USAGE', message);
}

function writable<T>(target: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    const what = `expected a directory that can be written to, found ${systemProblem(error) ?? 'another one'}; nothing was written, name another one with --output`;
    throw new ScsNetworkingError('USAGE', `${target}: ${what}`, { cause: error });
  }
}
