import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** One part of a word: quoted in one of two ways, escaped, or plain. */
const PART = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gsy;

/**
 * Splits text as a shell would, without any expansion; Python's shlex.split does the same.
 *
 * @throws USAGE for a quote that does not end
 */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let position = 0;
  while (position < text.length) {
    position += /^\s*/.exec(text.slice(position))?.[0].length ?? 0;
    if (position >= text.length) break;
    let word = '';
    const start = position;
    for (;;) {
      PART.lastIndex = position;
      const part = PART.exec(text);
      if (part === null) break;
      const [whole, single, double, escaped, plain] = part;
      word += single ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '';
      position += whole.length;
    }
    if (position === start || (position < text.length && !/\s/.test(text[position] ?? ''))) {
      throw new ScsNetworkingError('USAGE', `expected every quote to end, found ${JSON.stringify(text)}`);
    }
    words.push(word);
  }
  return words;
}
