/**
 * Characters by which a text could steer a terminal, look like another text, or begin a line of its own: control characters (Cc), those
 * that are invisible, such as those that change the direction of writing (Cf), lone surrogates (Cs), and line ends that only some
 * readers know, such as Python's splitlines (Zl, Zp). By their kinds, since lists of such characters are never complete.
 */
export const UNPRINTABLE: RegExp = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The same, except for the line ends and tabs of a text of several lines. */
export const UNPRINTABLE_IN_LINES: RegExp = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A character as JSON and most languages write it: `\u001b`, beyond the first 65,536 as two of these. */
export function escapedCharacter(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
