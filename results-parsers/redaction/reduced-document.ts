import { isRecord } from '../core/json/is-record.ts';

/**
 * What is kept of a JSON document.
 *
 * - `value`: text, a number, yes or no, or a list of these.
 * - `all`: any value.
 * - `address`: text, or a list of texts, each replaced by a stand-in.
 * - `keys`: the names of an object's fields, without their values; with `keysThat`, only some.
 * - `each`: a part of each element of a list; with `only`, of some elements.
 * - `fields`: the named fields of an object.
 */
export type Kept =
  | 'value'
  | 'all'
  | 'address'
  | 'keys'
  | { readonly keysThat: (key: string) => boolean }
  | { readonly each: Kept; readonly only?: (element: unknown) => boolean }
  | { readonly fields: { readonly [name: string]: Kept } };

/** Replaces a value of another shape, so that a document that could not be read before still cannot be read. */
const NO_OBJECT = '(removed)';
const NO_VALUE = {};

/** The part of a document that is kept. `standIn` gives the replacement for an address. */
export function reduced(document: unknown, kept: Kept, standIn: (address: string) => string): unknown {
  const part = (value: unknown, keptOfIt: Kept): unknown => reduced(value, keptOfIt, standIn);
  if (document === null) return null;
  if (kept === 'all') return document;
  if (kept === 'value') return isPlain(document) ? document : NO_VALUE;
  if (kept === 'address') return withStandIns(document, standIn);
  if (kept === 'keys') return keysOf(document, () => true);
  if ('keysThat' in kept) return keysOf(document, kept.keysThat);
  if ('each' in kept) {
    const { each, only = () => true } = kept;
    return Array.isArray(document) ? document.filter(only).map((element) => part(element, each)) : NO_OBJECT;
  }
  if (!isRecord(document)) return NO_OBJECT;
  const named = Object.entries(kept.fields).filter(([name]) => Object.hasOwn(document, name));
  return Object.fromEntries(named.map(([name, keptOfIt]) => [name, part(document[name], keptOfIt)]));
}

function keysOf(document: unknown, isKept: (key: string) => boolean): unknown {
  if (!isRecord(document)) return NO_OBJECT;
  return Object.fromEntries(Object.keys(document).flatMap((key) => (isKept(key) ? [[key, null]] : [])));
}

function withStandIns(document: unknown, standIn: (address: string) => string): unknown {
  if (typeof document === 'string') return standIn(document);
  if (!Array.isArray(document)) return NO_VALUE;
  return document.map((address: unknown) => (typeof address === 'string' ? standIn(address) : NO_VALUE));
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every((element) => typeof element !== 'object') : typeof value !== 'object';
}
