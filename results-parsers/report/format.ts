import type { ScsReportOptions } from './scs/report-options.ts';

/** How a report should look at its destination; formats for machines look the same everywhere. */
export type Look = {
  /** Escape sequences of a terminal. */
  colour: boolean;
  /** Everything, not only what affects the verdict. */
  verbose: boolean;
  /** Columns of text that is laid out in lines; what is written to files has as many everywhere. */
  width?: number;
  /** The archive as the command line names it, if that is more than its name: for people, who may have several of one name. */
  archive?: string;
  /** Columns of the longest name of an archive, if each has a line. */
  sourceWidth?: number;
  /** How to report to SCS's compliance-monitor. */
  scs?: ScsReportOptions;
};

export type Render<Document> = (document: Document, look: Look) => string;

/** An archive on which there is no verdict, and why. */
export type Unjudged = {
  /** As the command line named it. */
  archive: string;
  ending: 'unusable' | 'defect';
  /** The first line of the error message about it. */
  reason: string;
};

/** What a table of archives has besides the lines of documents. */
export type TableParts = {
  /** The line above all others. */
  head: (look: Look) => string;
  /** The line of an archive that has no document. */
  unjudged: (unjudged: Unjudged, look: Look) => string;
};

/** A form in which a document is printed or written. */
export type Format<Document> = {
  /** The ending of a file's name in this format, after the name of what the document is about. */
  file: string;
  /** For the help. */
  description: string;
  /** The separator between two documents in one stream; null: a stream holds only one. */
  separator: string | null;
  /** Whether one file holds the documents about all archives, in place of one file for each. */
  gathers: boolean;
  /** Loads its renderer, which users of other formats should not wait for. */
  load: () => Promise<Render<Document>>;
  /** The files into which the rendered rows are packed, if they are not written directly. */
  packed?: readonly string[];
  /** Of a table; left out: the format is not a table. */
  loadTable?: () => Promise<TableParts>;
};
