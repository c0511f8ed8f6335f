/** The entries sorted by their keys, in the order of UTF-16 code units, which is the same on every machine. */
export function sortedEntries<T>(entries: Iterable<[string, T]>): [string, T][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
