import { nounFor } from '../../../results-parsers/core/counted.ts';

/** `12,345`. */
export function inDigits(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 archive`, `12,345 archives`. */
export function countedInDigits(count: number, noun: string): string {
  return `${inDigits(count)} ${nounFor(count, noun)}`;
}
