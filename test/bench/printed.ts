import { join } from 'node:path';
import type { Way } from './measured.ts';

export const CLI = join(import.meta.dirname, '../../dist/cli.js');

/** The bundled command line with these arguments. */
export function ours(...args: string[]): Way {
  return { name: 'scs-networking', command: [process.execPath, CLI, ...args] };
}

/** Prints how many times as long we take as others, beside the goal. */
export function printRatio(what: string, we: number, they: number, whose: string, goal: number): void {
  const ratio = (we / they).toFixed(2);
  tell(`${what}: ${milliseconds(we)}, ${whose}: ${milliseconds(they)}, ratio ${ratio} (goal: at most ${goal})`);
}

export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}
