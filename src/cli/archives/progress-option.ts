import { Option } from 'commander';

export type ProgressFlags = { progress?: boolean };

/** Left out: of several archives, and at a terminal. */
export function progressOptions(): Option[] {
  return [
    new Option('--progress', 'say how far it is, and count at the end, on standard error (default: at a terminal)'),
    new Option('--no-progress', 'say nothing of it, at a terminal either'),
  ];
}
