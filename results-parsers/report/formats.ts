import type { Verdict } from '../documents/verdict/verdict.ts';
import type { Format } from './format.ts';

const formats = {
  text: {
    file: 'verdict.txt',
    description: 'for people, at a terminal or in a log',
    separator: '\n',
    gathers: false,
    load: async () => (await import('./text.ts')).verdictText,
  },
  json: {
    file: 'verdict.json',
    description: 'the verdict document, which `verify` recomputes',
    separator: '',
    gathers: false,
    load: async () => (await import('../documents/verdict/verdict-json.ts')).verdictJson,
  },
  yaml: {
    file: 'verdict.yaml',
    description: 'the same in YAML',
    separator: '---\n',
    gathers: false,
    load: async () => (await import('./yaml.ts')).verdictYaml,
  },
  ndjson: {
    file: 'verdicts.ndjson',
    description: 'the same, one line of JSON for each archive',
    separator: '',
    gathers: true,
    load: async () => (await import('../documents/verdict/verdict-json.ts')).verdictLine,
  },
  table: {
    file: 'verdicts.txt',
    description: 'a line for each archive, even for one that cannot be read',
    separator: '',
    gathers: true,
    load: async () => (await import('./rows/table.ts')).tableLine,
    loadTable: async () => {
      const { tableHead, unjudgedTableLine } = await import('./rows/table.ts');
      return { head: tableHead, unjudged: unjudgedTableLine };
    },
  },
  csv: {
    file: 'verdicts.csv',
    description: 'the same for spreadsheets and databases, with more columns',
    separator: '',
    gathers: true,
    load: async () => (await import('./rows/csv.ts')).csvLine,
    loadTable: async () => {
      const { csvHead, unjudgedCsvLine } = await import('./rows/csv.ts');
      return { head: csvHead, unjudged: unjudgedCsvLine };
    },
  },
  parquet: {
    file: 'rows.ndjson',
    description: 'tables of all specs and clauses, for DuckDB and others: two files, with --output',
    separator: null,
    gathers: true,
    packed: ['specs.parquet', 'clauses.parquet'],
    load: async () => (await import('./rows/packed-rows.ts')).packedRowsLine,
  },
  junit: {
    file: 'verdict.junit.xml',
    description: 'a test case for each clause and spec, for Jenkins, GitLab and others',
    separator: null,
    gathers: false,
    load: async () => (await import('./junit/verdict-junit.ts')).verdictJunit,
  },
  markdown: {
    file: 'verdict.md',
    description: 'for a comment on a change or the summary of a CI job; fits both',
    separator: '\n',
    gathers: false,
    load: async () => (await import('./markdown/verdict-markdown.ts')).verdictMarkdown,
  },
  html: {
    file: 'verdict.html',
    description: 'a page for people: one file, no scripts, no network',
    separator: null,
    gathers: false,
    load: async () => (await import('./html/verdict-html.ts')).verdictHtml,
  },
  history: {
    file: 'history.ndjson',
    description: 'one page of many runs, with filters and trends: no scripts, no network; with --output',
    separator: null,
    gathers: true,
    packed: ['history.html'],
    load: async () => (await import('./history/history-run.ts')).historyLine,
  },
  badge: {
    file: 'badge.json',
    description: 'an endpoint badge for shields.io and similar services',
    separator: '',
    gathers: false,
    load: async () => (await import('./badge.ts')).badgeJson,
  },
  'in-toto': {
    file: 'in-toto.json',
    description: "an in-toto statement: the archive's test result, for other tools' policies",
    separator: null,
    gathers: false,
    load: async () => (await import('../attestation/statement-json.ts')).testResultJson,
  },
  'in-toto-verdict': {
    file: 'in-toto-verdict.json',
    description: 'an in-toto statement that carries the verdict document',
    separator: null,
    gathers: false,
    load: async () => (await import('../attestation/statement-json.ts')).verdictStatementJson,
  },
  'scs-report': {
    file: 'scs-report.yaml',
    description: "a report for SCS's compliance-monitor; takes --subject",
    separator: '',
    gathers: false,
    load: async () => (await import('./scs/report.ts')).scsReportYaml,
  },
} satisfies Record<string, Format<Verdict>>;

export type VerdictFormat = keyof typeof formats;

/** Every format of a verdict. The choices of --format, its help, the files and what one stream may hold follow from this. */
export const verdictFormats: Readonly<Record<VerdictFormat, Format<Verdict>>> = formats;
