import { locationOf, pathOf } from './location.ts';
import { ObjectStore } from './object-store.ts';

/** An object that may be an archive. `below`: its key without the directory that was searched. */
export type StoredArchive = { path: string; below: string; identity: string };

/**
 * The objects whose keys begin with the path, or only the one with exactly this key. In the order of the keys' bytes.
 *
 * @throws USAGE without credentials; INPUT_UNREADABLE if the store refuses, or cannot be reached
 */
export async function storedArchives(path: string): Promise<StoredArchive[]> {
  const location = locationOf(path);
  const { bucket, key: prefix } = location;
  const directory = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const found: StoredArchive[] = [];
  for await (const { key, etag, size } of new ObjectStore().list(location)) {
    const archive = {
      path: pathOf({ bucket, key }),
      below: key.slice(directory.length),
      identity: `${size} bytes, ${etag}`,
    };
    if (key === prefix) return [archive];
    // Some tools mark a directory by an empty object.
    if (!key.endsWith('/')) found.push(archive);
  }
  return found;
}
