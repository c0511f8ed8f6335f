/** Columns that a terminal always has. */
export const PAGE_WIDTH = 80;

/** Control characters, and those that change the direction of writing: an archive must not steer a terminal. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from an archive, made safe to print on one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character === '\n' || character === '\t' ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Breaks text at blanks. Longer words stay whole, so that names and digests can be copied. */
export function wrapped(text: string, first: string, following = ' '.repeat(first.length)): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of printable(text).split(' ').filter(Boolean)) {
    if (!empty && line.length + 1 + word.length > PAGE_WIDTH) {
      lines.push(line);
      line = following;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
