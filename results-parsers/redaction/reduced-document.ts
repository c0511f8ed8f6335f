/**
 * What is kept of a JSON document.
 *
 * - `value`: text, a number, yes or no, or a list of these.
 * - `keys`: the names of an object's fields, without what they hold.
 * - `{ each }`: of a list, that of each element.
 * - `{ fields }`: of an object, the fields that are named.
 */
export type Kept = 'value' | 'keys' | { readonly each: Kept } | { readonly fields: { readonly [name: string]: Kept } };

/** Stand for what is not of the shape that is kept, so that it cannot be read afterwards if it could not be read before. */
const NO_OBJECT = '(removed)';
const NO_VALUE = {};

/** The part of a document that is kept. */
export function reduced(document: unknown, kept: Kept): unknown {
  if (document === null) return null;
  if (kept === 'value') return isPlain(document) ? document : NO_VALUE;
  if (kept === 'keys') {
    return isRecord(document) ? Object.fromEntries(Object.keys(document).map((key) => [key, null])) : NO_OBJECT;
  }
  if ('each' in kept) {
    return Array.isArray(document) ? document.map((element) => reduced(element, kept.each)) : NO_OBJECT;
  }
  if (!isRecord(document)) return NO_OBJECT;
  const named = Object.entries(kept.fields).filter(([name]) => Object.hasOwn(document, name));
  return Object.fromEntries(named.map(([name, part]) => [name, reduced(document[name], part)]));
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every((element) => typeof element !== 'object') : typeof value !== 'object';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
