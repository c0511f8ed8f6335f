import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { onEveryEnd } from '../process/on-every-end.ts';
import { belowOf, type Location, locationOf, pathOf } from './location.ts';
import { ObjectStore } from './object-store.ts';

/** Reports that become objects. Until all are complete they are local files, which are removed however the process ends. */
export class StoredOutput {
  /** Where the files are gathered. */
  readonly directory: string;
  readonly #store: ObjectStore;
  readonly #location: Location;
  readonly #callOff: () => void;

  /** @throws USAGE for a location without a bucket, or without credentials */
  constructor(output: string) {
    this.#location = locationOf(output);
    this.#store = new ObjectStore();
    this.directory = mkdtempSync(join(tmpdir(), 'scs-networking-output-'));
    this.#callOff = onEveryEnd(() => this.#discard());
  }

  /** Uploads the files, one after the other. Throws `INPUT_UNREADABLE` if the store does not accept one. */
  async upload(names: readonly string[]): Promise<void> {
    for (const name of names)
      await this.#store.write(belowOf(this.#location, name), { file: join(this.directory, name) });
    this.#discard();
  }

  #discard(): void {
    this.#callOff();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * Removes what an earlier call wrote under these names, before anything in this one can go wrong.
 *
 * @throws USAGE for a location without a bucket, without credentials, or if one of them is an input; INPUT_UNREADABLE if the store refuses
 */
export async function removeEarlierObjects(
  output: string,
  names: readonly string[],
  inputs: readonly string[],
): Promise<void> {
  const location = locationOf(output);
  const store = new ObjectStore();
  const wanted = new Set(names.map((name) => belowOf(location, name).key));
  const found: string[] = [];
  for await (const { key } of store.list({ ...location, key: belowOf(location, '').key })) {
    if (wanted.has(key)) found.push(key);
  }
  const input = found.map((key) => pathOf({ ...location, key })).find((path) => inputs.includes(path));
  if (input !== undefined) {
    throw new ScsNetworkingError(
      'USAGE',
      `${input}: expected an input that no report replaces, found the name of a report; name another place with --output`,
    );
  }
  for (const key of found) await store.remove({ ...location, key });
}
