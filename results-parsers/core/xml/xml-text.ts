import { UNPRINTABLE_IN_LINES } from '../text/unprintable.ts';

/** Characters that XML 1.0 does not allow even as references (section 2.2), lone surrogates included. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Any text as the content of an XML element. */
export function xmlText(text: string): string {
  return referenced(allowed(text).replace(/[&<>\r]/g, (found) => ENTITIES[found] ?? found));
}

/** Any text as the value of an XML attribute in double quotes; line ends and tabs survive. */
export function xmlAttribute(text: string): string {
  return referenced(allowed(text).replace(/[&<>"\t\n\r]/g, (found) => ENTITIES[found] ?? found));
}

function allowed(text: string): string {
  return text.replace(NOT_XML, '\uFFFD');
}

/** Characters that could steer a terminal become references, which leave the text the same. */
function referenced(markup: string): string {
  return markup.replace(UNPRINTABLE_IN_LINES, (character) => `&#${character.codePointAt(0)};`);
}
