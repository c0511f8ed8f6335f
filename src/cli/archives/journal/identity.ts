import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { STANDARD_INPUT } from '../../input/evaluate-input.ts';

/** Where an archive lies, however a call names it, and its mark that shows whether it is still the same. */
export type Place = { place: string; identity: string };

/**
 * Null: it can only be known by reading everything, as with standard input and directories, or it is not there. `identities`: those in an object
 * store, which has already sent them. For a file, this includes the time that nobody can set: a copy over it may keep all the others.
 */
export async function placeOf(archive: string, identities: ReadonlyMap<string, string>): Promise<Place | null> {
  const identity = identities.get(archive);
  if (identity !== undefined) return { place: archive, identity };
  if (archive === STANDARD_INPUT) return null;
  const found = await stat(archive, { bigint: true }).catch(() => null);
  if (found === null || !found.isFile()) return null;
  return { place: resolve(archive), identity: `${found.size} bytes, ${found.mtimeNs}, ${found.ctimeNs}` };
}
