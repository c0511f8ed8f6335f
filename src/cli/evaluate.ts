import { Command, InvalidArgumentError, Option } from 'commander';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { verdictFormats } from '../../results-parsers/report/formats.ts';
import { inputOptionNames } from '../../results-parsers/report/input-option-names.ts';
import { parseStatedVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import type { FoundArchives } from './archives/find-archives.ts';
import type { JudgedWith } from './archives/journal/inputs-digest.ts';
import { type JournalFlags, journalOptions } from './archives/journal/journal-options.ts';
import { type ProgressFlags, progressOptions } from './archives/progress-option.ts';
import { type ShardFlags, shardOption } from './archives/shards/shard-option.ts';
import { type SourceFlags, sourceOptions } from './archives/source-options.ts';
import type { Ending, EvaluationEnding } from './exit-codes.ts';
import { usableOrTold } from './input/usable-or-told.ts';
import { type LeniencyFlags, leniencyIn, leniencyOptions } from './options/leniency-flags.ts';
import { limitsIn } from './options/limit-options.ts';
import { addLimits } from './options/limits-help.ts';
import { wholeNumber } from './options/whole-number.ts';
import { formatOption, formatsHelp } from './reports/format-option.ts';
import type { ReportFlags } from './reports/reporting.ts';
import { scsReportOptions } from './reports/scs-report-options.ts';

type EvaluateFlags = LeniencyFlags &
  ReportFlags &
  SourceFlags &
  JournalFlags &
  ShardFlags &
  ProgressFlags & { plugin?: string; kubernetes?: string; jobs?: number };

const JOBS = 'archives to evaluate at the same time (default: one per processor)';

const KUBERNETES = "the cluster's version, such as 1.36, for files that do not contain it; the verdict records it";

const EXAMPLES = `
${formatsHelp(verdictFormats)}

Examples:
  sonobuoy retrieve -f results.tar.gz
  scs-networking evaluate results.tar.gz
  scs-networking evaluate --format json results.tar.gz > verdict.json
  scs-networking evaluate --format text,json,ndjson --output reports results.tar.gz
  curl -s https://example.org/results.tar.gz | scs-networking evaluate -
  scs-networking evaluate ./unpacked
  scs-networking evaluate --waivers waivers.yaml results.tar.gz
  scs-networking evaluate --no-default-waivers --strict-flakes results.tar.gz
  scs-networking evaluate --extended results.tar.gz
  scs-networking evaluate --kubernetes 1.36 junit_01.xml
  scs-networking evaluate --jobs 8 archives/*.tar.gz
  scs-networking evaluate --format table archives
  scs-networking evaluate --format csv,ndjson --output reports --include '*_sonobuoy_*.tar.gz' archives
  scs-networking evaluate --format parquet --output reports --journal archives.journal archives
  scs-networking evaluate --format parquet --output s3://reports/2026 s3://archives/2026/
  scs-networking evaluate --format parquet --output s3://reports/2026 --shard 0/16 s3://archives/2026/
  find archives -name '*.tar.gz' -mtime -7 -print0 | scs-networking evaluate --format table --files-from -

A waiver exempts single specs that failed or were skipped, within its scope and
until it expires; plugin/waivers.example.yaml shows how to write one.

JUnit files without an archive (junit_*.xml, alone or with e2e.log in one directory)
are also read: their failures count, but they cannot prove compliance.

If a directory is not an archive itself, all archives below it are evaluated, sorted
by path. Lines of a table, CSV and NDJSON show each path as it was given. If several
archives are evaluated, so does the verdict document.

s3://BUCKET/PREFIX stands for all archives whose keys begin with PREFIX in an S3 store:
AWS_ENDPOINT_URL_S3 names the store, AWS_REGION its region, and AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN) are the credentials.

With --shard, the exit code is 0 once the results of all archives of the shard are
written, whatever the verdicts are. They are not written if the store does not answer.

Several archives are evaluated at the same time. Their verdicts are printed in the
order given, or, with --output, written to separate files, which appear all at once
and replace those of earlier calls about the same archives. If something goes wrong
with one archive, this is reported for that archive, and the others are still
evaluated. The exit code is that of the worst result: non-compliant, then a defect,
then an input that cannot be read, then inconclusive, then compliant.`;

/** `finish` is called with how the command ended. */
export function evaluateCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('evaluate')
    .description('print the verdict on each archive')
    .argument(
      '[archive...]',
      'archive that `sonobuoy retrieve` wrote, packed or unpacked; a directory of them; - for standard input',
    )
    .addOption(formatOption(verdictFormats, 'the verdict'))
    .option(
      '-o, --output <directory>',
      'write files there (a directory, or s3://BUCKET/PREFIX) in each format of --format a,b; with one archive, also print the text',
    )
    .option('--verbose', 'also list all specs, evidence and inputs (format text)')
    .option(`${inputOptionNames.plugin} <name>`, 'the plugin to judge, if an archive holds several')
    .addOption(new Option(`${inputOptionNames.kubernetes} <version>`, KUBERNETES).argParser(statedVersion))
    .addOption(new Option('--jobs <number>', JOBS).argParser(wholeNumber));
  for (const option of [
    ...progressOptions(),
    ...sourceOptions(),
    ...journalOptions(),
    shardOption(),
    ...scsReportOptions(),
    ...leniencyOptions(),
  ])
    command.addOption(option);
  return addLimits(command, EXAMPLES).action(async (given: string[], flags: EvaluateFlags) => {
    finish(await evaluate(given, flags, toolVersion));
  });
}

/** Throws `USAGE` for options that would have no effect. */
function checkJournalFlags({ journal, recompute }: JournalFlags): void {
  if (recompute !== true || journal !== undefined) return;
  throw new ScsNetworkingError(
    'USAGE',
    'expected --journal with --recompute, found none: without it all verdicts are new',
  );
}

function statedVersion(text: string): string {
  if (parseStatedVersion(text) === undefined) {
    throw new InvalidArgumentError('Expected a version of Kubernetes such as 1.36 or v1.36.3.');
  }
  return text;
}

async function evaluate(given: readonly string[], flags: EvaluateFlags, toolVersion: string): Promise<Ending> {
  const { plugin, kubernetes } = flags;
  const { parseOnce } = await import('./evaluate/parse-once.ts');
  // Several archives are read in threads of their own.
  parseOnce();
  const found = await usableOrTold(flags.filesFrom ?? null, 'a list of archives', async () => {
    const { namedArchives } = await import('./archives/named-archives.ts');
    return await namedArchives(given, flags);
  });
  // First of all, even if there is nothing to evaluate: whatever else is wrong, no verdict of an earlier call must remain there.
  const archives = found?.archives ?? (given.length > 0 ? given : ['-']);
  const leniency = await usableOrTold(null, 'a file of waivers', async () => {
    const { checkReportFlags } = await import('./reports/reporting.ts');
    const { prepareOutput } = await import('./reports/prepare-output.ts');
    // A shard has a directory of its own, and looks there itself.
    if (flags.shard === undefined) await prepareOutput(flags, archives);
    checkReportFlags(flags, archives.length);
    checkJournalFlags(flags);
    return await leniencyIn(flags);
  });
  if (found === undefined || leniency === undefined) return 'unusable';
  const chosen = {
    ...leniency,
    ...(plugin === undefined ? {} : { plugin }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
  const inputs = { ...chosen, toolVersion, limits: limitsIn(flags) };
  const ending = await usableOrTold(null, 'a directory', () => report(found, flags, inputs));
  return ending ?? 'unusable';
}

async function report(found: FoundArchives, flags: EvaluateFlags, inputs: JudgedWith): Promise<EvaluationEnding> {
  if (flags.shard === undefined) {
    const { reportArchives } = await import('./archives/report-archives.ts');
    return await reportArchives(found, flags, inputs);
  }
  const { evaluateShard } = await import('./archives/shards/evaluate-shard.ts');
  return await evaluateShard(found, flags, inputs, flags.shard);
}
