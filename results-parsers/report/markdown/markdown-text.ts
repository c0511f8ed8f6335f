import { printable } from '../layout.ts';

/** Joins what is next to it without being seen, so that GitHub and GitLab find no mention, reference or address there. */
const WORD_JOINER = '\u2060';

/** Longer texts are cut, because a page holds many. */
const LONGEST = 500;

/** Text from an archive as part of a sentence: nothing in it is markup, a mention, a reference or a link. */
export function sentence(text: string, longest = LONGEST): string {
  // Blanks before it could turn it into code, or hide the sign of a list from the rule below.
  return cut(printable(text), longest)
    .trim()
    .replace(/[\\`*_[\]<>&|~#$]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/[@#!](?=\w)/g, `$&${WORD_JOINER}`)
    .replace(/:\/\//g, `:${WORD_JOINER}//`)
    .replace(/\bwww(?=\.)/gi, `$&${WORD_JOINER}`);
}

/** Text from an archive as code, to be copied; not for tables. */
export function code(text: string, longest = LONGEST): string {
  const plain = cut(printable(text), longest);
  if (plain.trim() === '') return '(nothing)';
  const fence = '`'.repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const padding = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${plain}${padding}${fence}`;
}

/** Text of several lines from an archive as a block of code, in an item of a list. */
export function codeBlock(text: string, language: string): string[] {
  const lines = text.trimEnd().split('\n').map(printable);
  const fence = '`'.repeat(Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return ['', `${fence}${language}`, ...lines, fence].map((line) => (line === '' ? '' : `  ${line}`));
}

/** An address as a link if that is all it can be, else as code. */
export function address(text: string): string {
  return /^https?:\/\/[\w./~%?=&+:#,-]{1,300}$/.test(text) ? `<${text}>` : code(text);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}
