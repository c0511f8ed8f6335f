import { escapedCharacter, UNPRINTABLE_IN_LINES } from './unprintable.ts';

/**
 * JSON with a newline at the end, in which characters that could steer a terminal are escaped: `JSON.stringify` does so only for those
 * that JSON itself does not allow. The document is the same.
 */
export function jsonText(document: unknown, indent?: number): string {
  // These characters occur only in strings, in which every character may be escaped.
  return `${JSON.stringify(document, null, indent).replace(UNPRINTABLE_IN_LINES, escapedCharacter)}\n`;
}
