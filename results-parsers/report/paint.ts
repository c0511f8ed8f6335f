import { styleText } from 'node:util';
import type { Tone } from './severity.ts';

type Style = Tone | 'strong';

/** Colours lines if a terminal can show colours. */
export type Paint = (lines: readonly string[], style: Style) => string[];

const styles = {
  good: ['green'],
  bad: ['red'],
  unsure: ['yellow'],
  note: [],
  quiet: ['dim'],
  strong: ['bold'],
} as const satisfies Record<Style, readonly Parameters<typeof styleText>[0][]>;

/** Lines are painted after they are laid out, because escape sequences take no room. */
export function paintFor({ colour }: { colour: boolean }): Paint {
  if (!colour) return (lines) => [...lines];
  // Only the caller knows whether there is a terminal.
  return (lines, style) => lines.map((line) => styleText([...styles[style]], line, { validateStream: false }));
}
