import { printable } from '../../results-parsers/report/layout.ts';
import { print } from '../terminal.ts';

/** Writes a line to the pod's log, which people read at a terminal. */
export function say(line: string): void {
  print(`${printable(line)}\n`);
}
