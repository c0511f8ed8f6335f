import { readFileSync, writeFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { SaxesParser } from 'saxes';
import { defaultWaivers, evaluateArchive, ScsNetworkingError, type Verdict } from '../../results-parsers/index.ts';
import { type VerdictFormat, verdictFormats } from '../../results-parsers/report/formats.ts';
import { streamed } from '../results-parsers/building/tar.ts';

// A process that evaluates mutants one after another, and renders each verdict in every format.

/** The result of a mutant. `unsound` is the problem of a report, or null. */
export type Evaluated = {
  verdict: Verdict['verdict'] | 'unreadable' | 'defect';
  detail: string;
  unsound: string | null;
  seconds: number;
  megabytes: number;
};

const formats = Object.keys(verdictFormats) as VerdictFormat[];
const renders = await Promise.all(
  formats.map(async (format) => ({ format, render: await verdictFormats[format].load() })),
);
/** Control characters, among which line ends do not count here. */
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

process.on('message', async (bytes: Uint8Array) => {
  // Resets the peak of memory (proc_pid_clear_refs(5)).
  writeFileSync('/proc/self/clear_refs', '5');
  const before = process.cpuUsage();
  const { reports, ...found } = await evaluated(bytes);
  const { user, system } = process.cpuUsage(before);
  const kibibytes = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
  // Reading the reports again is not part of the cost of this archive.
  const unsound = reports.flatMap(({ format, bytes: report }) => {
    const problem = problemOf(format, new TextDecoder().decode(report));
    return problem === null ? [] : [`${format}: ${problem}`];
  });
  const cost = { seconds: (user + system) / 1e6, megabytes: (kibibytes * 1024) / 1e6 };
  const answer: Evaluated = { ...found, unsound: unsound[0] ?? null, ...cost };
  process.send?.(answer);
});

type Reported = Pick<Evaluated, 'verdict' | 'detail'> & { reports: { format: VerdictFormat; bytes: Uint8Array }[] };

/** Keeps all reports, like the command line, which writes them at once. */
async function evaluated(bytes: Uint8Array): Promise<Reported> {
  try {
    const verdict = await evaluateArchive(streamed(bytes, 256 * 1024), {
      archiveName: 'mutant.tar.gz',
      toolVersion: '0.0.0-test',
      waivers: [defaultWaivers],
    });
    const reports = renders.flatMap(({ format, render }) => {
      try {
        const look = { colour: false, verbose: true, scs: { subject: 'cluster', inconclusive: true } };
        return [{ format, bytes: new TextEncoder().encode(render(verdict, look)) }];
      } catch (error) {
        // A format may refuse a verdict with a message.
        if (error instanceof ScsNetworkingError) return [];
        throw error;
      }
    });
    return { verdict: verdict.verdict, detail: '', reports };
  } catch (error) {
    if (error instanceof ScsNetworkingError) return { verdict: 'unreadable', detail: error.message, reports: [] };
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { verdict: 'defect', detail, reports: [] };
  }
}

/** @returns null if the report is valid in its format and cannot control anything */
function problemOf(format: VerdictFormat, report: string): string | null {
  try {
    switch (format) {
      case 'json':
      case 'ndjson':
      case 'parquet':
      case 'history':
      case 'badge':
      case 'in-toto':
      case 'in-toto-verdict':
        JSON.parse(report);
        break;
      case 'yaml':
      case 'scs-report':
        load(report);
        break;
      case 'junit':
        parsedAsXml(report);
        break;
      case 'html':
        if (/<script|<iframe|<img| on\w+=/i.test(report)) return 'it contains markup from the archive';
        break;
      case 'csv':
        if (/(?:^|,)"?[=@+]/m.test(report)) return 'it contains a formula for spreadsheets';
        break;
      case 'table':
      case 'text':
      case 'markdown':
        if (/^(?:::\w|##\[)/m.test(report)) return 'it contains a command for a CI server';
        break;
      default:
        format satisfies never;
    }
  } catch (error) {
    return String(error).slice(0, 300);
  }
  const steering = STEERING.exec(report.replaceAll('\t', ' '));
  return steering === null ? null : `it contains ${JSON.stringify(steering[0])}`;
}

function parsedAsXml(report: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(report).close();
}
