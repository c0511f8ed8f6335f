import { failed, validation } from '../spec-failures/built-timeline.ts';
import type { BuiltCase } from './junit.ts';

const pods = ['netpol-x-17/a', 'netpol-x-17/b', 'netpol-y-4711/a'];

/** A spec that failed by its matrix; rows as upstream prints them, of the pods a and b of one namespace and a of another. */
export function failedByMatrix(name: string, expected: readonly string[], observed: readonly string[]): BuiltCase {
  const cells = expected.flatMap((row, from) =>
    [...row].filter((mark, to) => from !== to && mark !== observed[from]?.[to]),
  );
  return {
    name,
    state: 'failed',
    text: failed(`Had ${cells.length} wrong results in reachability matrix`),
    timeline: validation({ pods, expected, observed }),
  };
}

/** Two connections should be blocked. */
export const isolated = ['...', 'X..', 'X..'];
export const allOpen = ['...', '...', '...'];
export const allBlocked = ['.XX', 'X.X', 'XX.'];
