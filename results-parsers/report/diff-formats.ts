import type { ArchiveDiff } from '../documents/archive-diff.ts';
import type { Format } from './format.ts';

const formats = {
  text: {
    file: 'diff.txt',
    description: 'for people, at a terminal or in a log',
    separator: '\n',
    gathers: false,
    load: async () => (await import('./archive-diff-text.ts')).archiveDiffText,
  },
  json: {
    file: 'diff.json',
    description: 'the document that the other formats show',
    separator: '',
    gathers: false,
    load: async () => (await import('../documents/archive-diff.ts')).archiveDiffJson,
  },
  markdown: {
    file: 'diff.md',
    description: 'for a comment on a change or the summary of a CI job; fits both',
    separator: '\n',
    gathers: false,
    load: async () => (await import('./markdown/diff-markdown.ts')).diffMarkdown,
  },
  html: {
    file: 'diff.html',
    description: 'a page for people: one file, no scripts, no network',
    separator: null,
    gathers: false,
    load: async () => (await import('./html/diff-html.ts')).diffHtml,
  },
} satisfies Record<string, Format<ArchiveDiff>>;

export type DiffFormat = keyof typeof formats;

/** Every form that a comparison of two archives has. */
export const diffFormats: Readonly<Record<DiffFormat, Format<ArchiveDiff>>> = formats;
