import { stripVTControlCharacters } from 'node:util';
import { type ExecTraces, ExecTracesReader } from './exec-traces.ts';
import { LineReader } from './line-reader.ts';
import { type LoggedEnd, LoggedEndReader } from './logged-end.ts';
import { type RetryTraces, RetryTracesReader } from './retry-traces.ts';
import { SpecBlocks } from './spec-blocks.ts';
import { type SuiteSummary, SuiteSummaryReader } from './suite-summary.ts';

/** What the output of the e2e suite shows; an undefined version: the output does not name it. */
export type E2eLog = {
  e2e?: string;
  server?: string;
  retries: RetryTraces;
  execs: ExecTraces;
  end: LoggedEnd;
  summary: SuiteSummary;
};

const E2E_VERSION = /e2e test version: (\S+)/;
const SERVER_VERSION = /kube-apiserver version: (\S+)/;

/** Shorter lines cannot hold anything of interest. */
const SHORTEST_LINE = 8;

/** Reads the output of the e2e suite; `report` is called at once, with what is filled in as the lines come. */
export function e2eLogReader(report: (log: E2eLog) => void): LineReader {
  const blocks = new SpecBlocks();
  const retries = new RetryTracesReader(blocks);
  const execs = new ExecTracesReader(blocks);
  const end = new LoggedEndReader();
  const summary = new SuiteSummaryReader();
  const log: E2eLog = { retries: retries.traces, execs: execs.traces, end: end.end, summary: summary.summary };
  report(log);
  return new LineReader((line) => {
    // Before the first spec. Suites that run in parallel often do not print them.
    const e2e = log.e2e ?? E2E_VERSION.exec(line)?.[1];
    const server = log.server ?? SERVER_VERSION.exec(line)?.[1];
    if (e2e !== undefined) log.e2e = e2e;
    if (server !== undefined) log.server = server;
    const text = line.includes('\u001b') ? stripVTControlCharacters(line) : line;
    const block = blocks.read(text);
    retries.read(text, block);
    execs.read(text, block);
    end.read(text);
    summary.read(text);
  }, SHORTEST_LINE);
}
