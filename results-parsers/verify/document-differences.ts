import { isRecord } from '../core/json/is-record.ts';

/** A place in which two documents are not alike; its values as JSON, shortened. Null: there is no such place. */
export type DocumentDifference = { path: string; recorded: string | null; recomputed: string | null };

export type DocumentDifferences = {
  /** The first ones, in the order of the documents. */
  differences: DocumentDifference[];
  /** How many there are beyond these. */
  more: number;
};

const LONGEST_VALUE = 200;

/** The places in which two JSON documents differ, innermost ones, at most `most` of them. */
export function documentDifferences(recorded: unknown, recomputed: unknown, most: number): DocumentDifferences {
  const all = [...differencesBelow('', recorded, recomputed)];
  return {
    differences: all.slice(0, most).map(([path, left, right]) => ({
      path,
      recorded: shortened(left),
      recomputed: shortened(right),
    })),
    more: Math.max(0, all.length - most),
  };
}

function* differencesBelow(path: string, left: unknown, right: unknown): Generator<[string, unknown, unknown]> {
  const members = Array.isArray(left) && Array.isArray(right) ? elementsOf(left, right) : fieldsOf(left, right);
  if (members === undefined) {
    if (!Object.is(left, right)) yield [path, left, right];
    return;
  }
  for (const [name, one, other] of members) yield* differencesBelow(`${path}${name}`, one, other);
}

type Member = [name: string, left: unknown, right: unknown];

/** Undefined: there is nothing inside to compare. */
function fieldsOf(left: unknown, right: unknown): Member[] | undefined {
  if (!isRecord(left) || !isRecord(right)) return undefined;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].map((key) => [`.${key}`, ownField(left, key), ownField(right, key)]);
}

/** A field may have the name of something that every object has, such as `toString`. */
function ownField(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** By their names if they have one: an insertion then does not affect those after it. */
function elementsOf(left: readonly unknown[], right: readonly unknown[]): Member[] {
  const [byName, byOtherName] = [namedElements(left), namedElements(right)];
  if (byName === undefined || byOtherName === undefined) {
    const indices = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index);
    return indices.map((index) => [`[${index}]`, left[index], right[index]]);
  }
  const names = new Set([...byName.keys(), ...byOtherName.keys()]);
  return [...names].map((name) => [`[${JSON.stringify(name)}]`, byName.get(name), byOtherName.get(name)]);
}

const NAMING_KEYS = ['id', 'name', 'path'] as const;

/** Undefined: not all have a name, or some share one. */
function namedElements(elements: readonly unknown[]): Map<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const element of elements) {
    if (!isRecord(element)) return undefined;
    const name = NAMING_KEYS.map((key) => element[key]).find((value) => typeof value === 'string');
    if (name === undefined || named.has(name)) return undefined;
    named.set(name, element);
  }
  return named;
}

function shortened(value: unknown): string | null {
  if (value === undefined) return null;
  const json = JSON.stringify(value);
  return json.length <= LONGEST_VALUE ? json : `${json.slice(0, LONGEST_VALUE)}...`;
}
