import { dump } from 'js-yaml';
import { escapedCharacter, UNPRINTABLE_IN_LINES } from './unprintable.ts';

type DumpOptions = Omit<NonNullable<Parameters<typeof dump>[1]>, 'noRefs'>;
type Document = Readonly<Record<string, unknown>>;

/** `dump` needs ten times the memory of a list's text, so a long list is written in parts. */
const PART = 200;
/** A key that stands on one line before its list. */
const PLAIN_KEY = /^\w{1,100}$/;

/**
 * YAML in which characters that could steer a terminal are escaped, including those that YAML itself allows. Only in double quotes can
 * they be escaped, so all strings get double quotes if there is one. No anchors: what occurs several times is written each time.
 */
export function yamlText(document: Document, options: DumpOptions): string {
  const text = written(document, options);
  if (text.search(UNPRINTABLE_IN_LINES) < 0) return text;
  const quoted = written(document, { ...options, forceQuotes: true, quoteStyle: 'double' });
  return quoted.replace(UNPRINTABLE_IN_LINES, escapedCharacter);
}

/** The same bytes as if the document were written in one go. */
function written(document: Document, options: DumpOptions): string {
  const entries = Object.entries(document).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return dump(document, options);
  return entries
    .flatMap(([key, value]) => {
      if (!Array.isArray(value) || value.length <= PART || !PLAIN_KEY.test(key))
        return [dump({ [key]: value }, { ...options, noRefs: true })];
      return partsOf(value).map((part, index) => {
        const text = dump({ [key]: part }, { ...options, noRefs: true });
        return index === 0 ? text : text.slice(text.indexOf('\n') + 1);
      });
    })
    .join('');
}

function partsOf(list: readonly unknown[]): unknown[][] {
  return Array.from({ length: Math.ceil(list.length / PART) }, (_, index) =>
    list.slice(index * PART, (index + 1) * PART),
  );
}
