import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '../../../make-directory.ts';
import { writeWhole } from '../../output/write-whole.ts';
import { belowOf, isInStore, locationOf } from '../../store/location.ts';
import { ObjectStore } from '../../store/object-store.ts';

/** Where the results of shards are, each in a directory of its own. */
export type ShardPlaces = {
  names(): Promise<string[]>;
  has(name: string, file: string): Promise<boolean>;
  write(name: string, file: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
};

/** @throws USAGE for a location without a bucket, or without credentials */
export function shardPlaces(output: string): ShardPlaces {
  return isInStore(output) ? placesInStore(output) : placesInDirectory(output);
}

function placesInStore(output: string): ShardPlaces {
  const store = new ObjectStore();
  const location = locationOf(output);
  const all = belowOf(location, '');
  return {
    names: async () => {
      const names: string[] = [];
      for await (const key of store.directories({ ...all, key: `${all.key}shard-` })) {
        names.push(key.slice(all.key.length, -1));
      }
      return names;
    },
    has: async (name, file) => {
      const wanted = belowOf(location, `${name}/${file}`);
      for await (const { key } of store.list(wanted)) if (key === wanted.key) return true;
      return false;
    },
    write: (name, file, text) => store.write(belowOf(location, `${name}/${file}`), { text }),
    remove: async (name) => {
      const keys: string[] = [];
      for await (const { key } of store.list(belowOf(location, `${name}/`))) keys.push(key);
      for (const key of keys) await store.remove({ ...location, key });
    },
  };
}

function placesInDirectory(output: string): ShardPlaces {
  const names = (): string[] => {
    makeDirectory(output);
    return readdirSync(output);
  };
  return {
    names: async () => names(),
    has: async (name, file) => names().includes(name) && readdirSync(join(output, name)).includes(file),
    write: (name, file, text) => writeWhole(join(output, name, file), true, async (part) => writeFileSync(part, text)),
    remove: async (name) => rmSync(join(output, name), { recursive: true, force: true }),
  };
}
