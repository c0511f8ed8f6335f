/** What Go's encoding/xml writes for characters that are not allowed in an attribute. */
const CHARACTERS = new Map([
  ['&#34;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
]);
const REFERENCE = /&(?:#34|#39|amp|lt|gt);/g;

/**
 * A test case that was skipped because the focus left it out, on lines of its own; Ginkgo writes thousands of them. Its
 * texts hold nothing that XML forbids, and nothing that has to be decoded but these characters.
 */
const SKIPPED_CASE =
  /[ \t]*<testcase name="[^"<&\0-\x1f\ufffe\uffff]*(?:&(?:#34|#39|amp|lt|gt);[^"<&\0-\x1f\ufffe\uffff]*)*" classname="[^"<&\0-\x1f\ufffe\uffff]*" status="skipped" time="[\d.]+">\n[ \t]*<skipped message="skipped"><\/skipped>\n[ \t]*<\/testcase>\n/y;
const SIGN = ' status="skipped"';

export type SkippedCase = { name: string; classname: string; end: number };

const NAME = 'name="';
const CLASSNAME = 'classname="';

/** The size of one such case, for the limits on nested elements and on attributes. */
export const SKIPPED_CASE_DEPTH = 2;
export const SKIPPED_CASE_ATTRIBUTES = 4;
export const SKIPPED_CASE_LINES = 3;

/** The skipped case that begins at a line's start; undefined: there is none, or only an XML parser can read it. */
export function skippedCaseAt(text: string, at: number): SkippedCase | undefined {
  SKIPPED_CASE.lastIndex = at;
  // To be given the parts of each of thousands by the expression would take as long as finding them.
  if (!SKIPPED_CASE.test(text)) return undefined;
  const name = quoted(text, text.indexOf(NAME, at) + NAME.length);
  const classname = quoted(text, text.indexOf(CLASSNAME, name.end) + CLASSNAME.length);
  return { name: decoded(name.text), classname: classname.text, end: SKIPPED_CASE.lastIndex };
}

function quoted(text: string, start: number): { text: string; end: number } {
  const end = text.indexOf('"', start);
  return { text: text.slice(start, end), end };
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (reference) => CHARACTERS.get(reference) ?? reference);
}

/** Where the next line begins, after `at`, on which such a case may start. */
export function nextSkippedLine(text: string, at: number): number {
  // What is left of the line at `at` is of no interest; every character is looked at twice at most.
  const next = text.indexOf('\n', at) + 1;
  if (next === 0) return text.length;
  const sign = text.indexOf(SIGN, next);
  return sign === -1 ? text.length : text.lastIndexOf('\n', sign) + 1;
}
