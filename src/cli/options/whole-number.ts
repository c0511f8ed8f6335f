import { InvalidArgumentError } from 'commander';

/** Parses the value of an option. Throws `InvalidArgumentError` for anything but a whole number above 0. */
export function wholeNumber(text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError('Expected a whole number above 0.');
  return value;
}
