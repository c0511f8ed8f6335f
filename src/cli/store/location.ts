import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

const SCHEME = 's3://';

/** A bucket and a key in it, or a beginning of keys; both as the store knows them, without any escapes. */
export type Location = { bucket: string; key: string };

/** Whether a path names something in an object store. To name a local file, write `./s3:...`. */
export function isInStore(path: string): boolean {
  return path.startsWith(SCHEME);
}

/** @throws USAGE for a location without a bucket */
export function locationOf(path: string): Location {
  const rest = path.slice(SCHEME.length);
  const end = rest.indexOf('/');
  const [bucket, key] = end < 0 ? [rest, ''] : [rest.slice(0, end), rest.slice(end + 1)];
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(bucket)) {
    throw new ScsNetworkingError('USAGE', `expected s3://BUCKET or s3://BUCKET/KEY, found ${path}`);
  }
  return { bucket, key };
}

export function pathOf({ bucket, key }: Location): string {
  return `${SCHEME}${bucket}/${key}`;
}

/** Files written to `s3://bucket/reports` are below it, as in a directory. */
export function belowOf({ bucket, key }: Location, name: string): Location {
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  return { bucket, key: prefix + name };
}
