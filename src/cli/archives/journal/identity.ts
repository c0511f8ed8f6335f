import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { STANDARD_INPUT } from '../../input/evaluate-input.ts';

/** Where an archive lies, however a call names it, and what shows whether it is still the same. */
export type Place = { place: string; identity: string };

/**
 * Null: nothing tells without reading it all, as of standard input and of directories, or it is not there. `identities`: of those in an object
 * store, which has told them already. Of a file also the time that nobody can set: what is copied over it may keep all others.
 */
export async function placeOf(archive: string, identities: ReadonlyMap<string, string>): Promise<Place | null> {
  const identity = identities.get(archive);
  if (identity !== undefined) return { place: archive, identity };
  if (archive === STANDARD_INPUT) return null;
  const found = await stat(archive, { bigint: true }).catch(() => null);
  if (found === null || !found.isFile()) return null;
  return { place: resolve(archive), identity: `${found.size} bytes, ${found.mtimeNs}, ${found.ctimeNs}` };
}
