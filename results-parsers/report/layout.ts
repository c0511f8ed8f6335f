import { withoutLogCommands } from '../core/text/log-commands.ts';
import { escapedCharacter, UNPRINTABLE } from '../core/text/unprintable.ts';

/** Columns that any terminal has; also used for other output, so that it is the same everywhere. */
export const PAGE_WIDTH = 80;

let width = PAGE_WIDTH;

/** Lays out a page of another width. That is never interrupted, so no two pages can be laid out at once. */
export function atWidth<T>(columns: number, layOut: () => T): T {
  const before = width;
  width = columns;
  try {
    return layOut();
  } finally {
    width = before;
  }
}

/** Text from elsewhere, such as an archive or an API server, made safe to print on one line of a terminal or of a CI job's log. */
export function printable(text: string): string {
  const onOneLine = text.replace(UNPRINTABLE, (character) =>
    character === '\n' || character === '\t' ? ' ' : escapedCharacter(character),
  );
  return withoutLogCommands(onOneLine);
}

/**
 * The same for a message of several lines. All but the first are indented: a line end in a name must not begin a line that looks like one
 * of ours.
 */
export function printableLines(text: string): string {
  const [first = '', ...others] = text.split('\n').map(printable);
  return [first, ...others.map((line) => (line === '' || line.startsWith(' ') ? line : `  ${line}`))].join('\n');
}

/** Breaks text at blanks. Longer words stay whole, so that names and digests can be copied. */
export function wrapped(text: string, first: string, following = ' '.repeat(first.length)): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of printable(text).split(' ').filter(Boolean)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = following;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
