import { escapedCharacter, UNPRINTABLE_IN_LINES } from '../results-parsers/core/text/unprintable.ts';

/** What follows the escape character if our own text is painted: bold, dim, a colour, and back. */
const STYLE = /^\[(?:1|2|22|31|32|33|39)m/;
const ESCAPE = '\u001b';

/**
 * The only way to standard output. Renderers make their texts safe themselves, and more readably; what they have missed does not
 * reach a terminal either.
 */
export function print(text: string): void {
  process.stdout.write(onTerminal(text));
}

/** The only way to standard error. */
export function tell(text: string): void {
  process.stderr.write(onTerminal(text));
}

/** The text without characters that could steer a terminal, except for line ends, tabs and our own styles. */
export function onTerminal(text: string): string {
  // Most texts are long and have none: they are not copied.
  if (text.search(UNPRINTABLE_IN_LINES) < 0) return text;
  return text.replace(UNPRINTABLE_IN_LINES, (character, offset: number) => {
    const isStyle = character === ESCAPE && STYLE.test(text.slice(offset + 1, offset + 5));
    return isStyle ? character : escapedCharacter(character);
  });
}
