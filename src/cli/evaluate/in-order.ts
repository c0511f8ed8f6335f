/**
 * The results in the order of the items, however long each takes. At most `ahead` items are under way or wait to be
 * taken at a time, which bounds what is held in memory.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  ahead: number,
  start: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  for (const item of items) {
    const result = start(item);
    // Its turn may come late, and a failure is thrown only then: until then it must not count as unhandled.
    result.catch(() => {});
    begun.push(result);
    if (begun.length >= ahead) yield* next(begun);
  }
  for (const result of begun) yield await result;
}

async function* next<R>(begun: Promise<R>[]): AsyncGenerator<R> {
  const first = begun.shift();
  if (first !== undefined) yield await first;
}
