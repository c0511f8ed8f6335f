import { SaxesParser } from 'saxes';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** A store's information about an object. */
export type StoredObject = { key: string; size: number; etag: string };

/** A part of a listing. `directories`: with their slashes, if it was asked for these. `next`: where the next part begins; null: this was the last one. */
export type ListingPart = { objects: StoredObject[]; directories: string[]; next: string | null };

/**
 * Reads what ListObjectsV2 answers.
 *
 * @throws INPUT_UNREADABLE for anything else
 */
export function readListing(xml: string): ListingPart {
  const objects: StoredObject[] = [];
  const directories: string[] = [];
  const path: string[] = [];
  const about: Record<string, string> = {};
  let fields: Record<string, string> = {};
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    throw notListing(cause);
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
    if (name === 'Contents') fields = {};
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    path.pop();
    if (name === 'Contents') objects.push(objectOf(fields));
    else if (path.at(-1) === 'Contents') fields[name] = text;
    else if (path.at(-1) === 'CommonPrefixes' && name === 'Prefix') directories.push(text);
    else if (path.length === 1) about[name] = text;
  });
  parser.write(xml).close();
  if (about['IsTruncated'] === undefined) throw notListing(undefined);
  const plain = about['EncodingType'] === 'url' ? decoded : (key: string) => key;
  return {
    objects: objects.map((object) => ({ ...object, key: plain(object.key) })),
    directories: directories.map(plain),
    next: about['IsTruncated'] === 'true' ? (about['NextContinuationToken'] ?? null) : null,
  };
}

function objectOf({ Key = '', Size = '0', ETag = '' }: Record<string, string>): StoredObject {
  return { key: Key, size: Number(Size), etag: ETag };
}

function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}

function notListing(cause: unknown): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    'expected a listing of objects from the store, found something else; does the endpoint belong to an S3-compatible store?',
    { cause },
  );
}
