import type { ScsReportOptions } from './scs/report-options.ts';

/** How a report is to look where it goes; formats for machines look the same everywhere. */
export type Look = {
  /** Escape sequences of a terminal. */
  colour: boolean;
  /** Everything, not only what counts. */
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
  /** The first line of what was said of it. */
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
  /** What a file in it is called, after the name of what the document is about. */
  file: string;
  /** For the help. */
  description: string;
  /** What is between two documents in one stream; null: a stream holds but one. */
  separator: string | null;
  /** Whether one file holds the documents about all archives, in place of one file for each. */
  gathers: boolean;
  /** Loads what renders it, which nobody else should wait for. */
  load: () => Promise<Render<Document>>;
  /** The files into which what is rendered is packed, if it is not written as it is. */
  packed?: readonly string[];
  /** Of a table; left out: it is none. */
  loadTable?: () => Promise<TableParts>;
};
