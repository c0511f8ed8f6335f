import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { Part } from './parts.ts';

/** The parts of these names, in the order of the table. @throws USAGE if there is no part of a name */
export function namedParts(parts: readonly Part[], names: readonly string[]): Part[] {
  const known = parts.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new ScsNetworkingError('USAGE', `expected names of parts (${known.join(', ')}), found ${unknown.join(', ')}`);
  }
  return parts.filter(({ name }) => names.includes(name));
}

/** The parts in an order that starts one part later with each step, so that over many calls each part comes first. */
export function rotated(parts: readonly Part[], step: number): Part[] {
  const first = parts.length === 0 ? 0 : step % parts.length;
  return [...parts.slice(first), ...parts.slice(0, first)];
}

/** Whether a part should end within the time left. */
export function fits(part: Part, minutesLeft: number, areItsBuildsThere: boolean): boolean {
  return part.minutes + (areItsBuildsThere ? 0 : (part.builds?.minutes ?? 0)) <= minutesLeft;
}
