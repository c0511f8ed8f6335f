import { printable } from '../../results-parsers/report/layout.ts';

/** Writes a line to the pod's log, which people read at a terminal. */
export function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}
