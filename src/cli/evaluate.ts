import { Command, InvalidArgumentError, Option } from 'commander';
import { verdictFormats } from '../../results-parsers/report/formats.ts';
import { inputOptionNames } from '../../results-parsers/report/input-option-names.ts';
import { parseStatedVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import { type EvaluateFlags, evaluateNamed } from './archives/evaluate-named.ts';
import { journalOptions } from './archives/journal/journal-options.ts';
import { progressOptions } from './archives/progress-option.ts';
import { shardOption } from './archives/shards/shard-option.ts';
import { sourceOptions } from './archives/source-options.ts';
import type { Ending } from './exit-codes.ts';
import { leniencyOptions } from './options/leniency-flags.ts';
import { addLimits } from './options/limits-help.ts';
import { wholeNumber } from './options/whole-number.ts';
import { formatOption, formatsHelp } from './reports/format-option.ts';
import { scsReportOptions } from './reports/scs-report-options.ts';

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
    .option(`${inputOptionNames.plugin} <name>`, 'the plugin to judge, if an archive contains several')
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
    finish(await evaluateNamed(given, flags, toolVersion));
  });
}

function statedVersion(text: string): string {
  if (parseStatedVersion(text) === undefined) {
    throw new InvalidArgumentError('Expected a version of Kubernetes such as 1.36 or v1.36.3.');
  }
  return text;
}
