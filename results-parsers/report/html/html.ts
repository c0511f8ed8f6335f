import { escapedCharacter, UNPRINTABLE_IN_LINES } from '../../core/text/unprintable.ts';

/** Markup that is safe to put into a page. Only `html` makes it, and `trusted` of what is written in this project. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type Content = Html | string | number | null | readonly Content[];

/** A piece of a page: values are shown as plain text, unless they are markup themselves. Null adds nothing. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.reduce((markup, string, index) => markup + markupOf(contents[index - 1] ?? null) + string));
}

/** For markup that does not fit a template, such as a style sheet; never for text from an archive. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function markupOf(content: Content): string {
  if (content === null) return '';
  if (content instanceof Html) return content.toString();
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return content.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that a page may not hold, though each is one of Unicode's. */
const NOT_HTML = /[\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(UNPRINTABLE_IN_LINES, escapedCharacter)
    .replace(NOT_HTML, escapedCharacter);
}
