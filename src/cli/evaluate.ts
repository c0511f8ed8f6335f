import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import type { Verdict } from '../../results-parsers/index.ts';
import { type Ending, worstOf } from './exit-codes.ts';

const FORMATS = ['text', 'json'] as const;
type Format = (typeof FORMATS)[number];

type EvaluateFlags = { format: Format; plugin?: string };

const STANDARD_INPUT = '-';

const EXAMPLES = `
Examples:
  sonobuoy retrieve -f results.tar.gz
  scs-networking evaluate results.tar.gz
  scs-networking evaluate --format json results.tar.gz > verdict.json
  curl -s https://example.org/results.tar.gz | scs-networking evaluate -

Of several archives the worst ending counts: non-compliant, then an input that
cannot be read, then inconclusive, then compliant. Their verdicts follow each
other, with --format json as one document each.`;

/** `finish` is told how the command ended. */
export function evaluateCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  return new Command('evaluate')
    .description('print the verdict on each archive')
    .argument('<archive...>', `archive that \`sonobuoy retrieve\` wrote; ${STANDARD_INPUT} for standard input`)
    .addOption(new Option('--format <format>', 'how to print the verdict').choices(FORMATS).default('text'))
    .option('--plugin <name>', 'the plugin to judge, where an archive holds several')
    .addHelpText('after', EXAMPLES)
    .action(async (archives: string[], flags: EvaluateFlags) => {
      const endings: Ending[] = [];
      let separator = '';
      for (const archive of archives) {
        const { ending, report } = await evaluateOne(archive, flags, toolVersion);
        endings.push(ending);
        if (report === undefined) continue;
        process.stdout.write(separator + report);
        separator = flags.format === 'text' ? '\n' : '';
      }
      finish(worstOf(endings));
    });
}

type Evaluation = { ending: Ending; report?: string };

/** The verdict; where there is none, standard error is told why. */
async function evaluateOne(
  archive: string,
  { format, plugin }: EvaluateFlags,
  toolVersion: string,
): Promise<Evaluation> {
  // Loaded only now: parsers take several times as long to load as printing help takes altogether.
  const { evaluateArchive, ScsNetworkingError, verdictJson, verdictText } = await import(
    '../../results-parsers/index.ts'
  );
  const reports: Record<Format, (verdict: Verdict) => string> = { text: verdictText, json: verdictJson };
  try {
    const verdict = await evaluateArchive(bytesOf(archive), {
      archiveName: archive === STANDARD_INPUT ? 'standard input' : basename(archive),
      toolVersion,
      ...(plugin === undefined ? {} : { plugin }),
    });
    return { ending: verdict.verdict, report: reports[format](verdict) };
  } catch (error) {
    const message = error instanceof ScsNetworkingError ? error.message : unreadableFile(error);
    if (message === undefined) throw error;
    process.stderr.write(`scs-networking: ${archive}: ${message}\n`);
    return { ending: 'unusable' };
  }
}

function bytesOf(archive: string): AsyncIterable<Uint8Array> {
  return archive === STANDARD_INPUT ? process.stdin : createReadStream(archive, { highWaterMark: 256 * 1024 });
}

/** What the system says of a file that cannot be read; undefined: the error is of another kind. */
function unreadableFile(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
      return 'expected an archive, found no such file';
    case 'EISDIR':
      return 'expected an archive, found a directory';
    default:
      return `expected an archive, found a file that cannot be read: ${error.message}`;
  }
}
