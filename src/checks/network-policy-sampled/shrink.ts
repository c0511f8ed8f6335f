export interface Shrinking<T> {
  /** Slightly smaller variants, the smallest first. */
  readonly smaller: (from: T) => readonly T[];
  /** Whether it still shows the deviation. */
  readonly shows: (candidate: T) => Promise<boolean>;
  readonly isTimeUp: () => boolean;
}

/** Reduces something that shows a deviation until it cannot be reduced any further, or the time is up. Each candidate is tried once. */
export async function shrink<T>(start: T, { smaller, shows, isTimeUp }: Shrinking<T>): Promise<T> {
  let smallest = start;
  const tried = new Set<string>([JSON.stringify(start)]);
  for (let shrunk = true; shrunk && !isTimeUp(); ) {
    shrunk = false;
    // After a success it continues from there: the candidates before have just been seen not to help.
    for (let index = 0, candidates = smaller(smallest); index < candidates.length && !isTimeUp(); ) {
      const candidate = candidates[index];
      if (candidate === undefined) break;
      const key = JSON.stringify(candidate);
      if (!tried.has(key) && (await shows(candidate))) {
        smallest = candidate;
        candidates = smaller(smallest);
        shrunk = true;
      } else index += 1;
      tried.add(key);
    }
  }
  return smallest;
}
