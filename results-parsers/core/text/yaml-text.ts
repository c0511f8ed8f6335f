import { dump } from 'js-yaml';
import { escapedCharacter, UNPRINTABLE_IN_LINES } from './unprintable.ts';

type DumpOptions = NonNullable<Parameters<typeof dump>[1]>;

/**
 * YAML in which characters that could steer a terminal are escaped, also those that YAML itself lets through. Only in double quotes can
 * they be, so those are used for all strings if there is one.
 */
export function yamlText(document: unknown, options: DumpOptions): string {
  const text = dump(document, options);
  if (text.search(UNPRINTABLE_IN_LINES) < 0) return text;
  const quoted = dump(document, { ...options, forceQuotes: true, quoteStyle: 'double' });
  return quoted.replace(UNPRINTABLE_IN_LINES, escapedCharacter);
}
