import { Option } from 'commander';

export type ProgressFlags = { progress?: boolean };

/** If it is left out, progress is shown only for several archives, and at a terminal. */
export function progressOptions(): Option[] {
  return [
    new Option('--progress', 'report progress, and totals at the end, on standard error (default: only at a terminal)'),
    new Option('--no-progress', 'report no progress, even at a terminal'),
  ];
}
