import { ScsNetworkingError } from '../../../../results-parsers/core/errors.ts';
import { printable } from '../../../../results-parsers/report/layout.ts';
import { print } from '../../../terminal.ts';
import type { EvaluationEnding } from '../../exit-codes.ts';
import { checkReportFlags, type ReportFlags } from '../../reports/reporting.ts';
import type { FoundArchives } from '../find-archives.ts';
import type { JudgedWith } from '../journal/inputs-digest.ts';
import type { JournalFlags } from '../journal/journal-options.ts';
import type { ProgressFlags } from '../progress-option.ts';
import { reportArchives } from '../report-archives.ts';
import { type Shard, shardIndexOf } from './shard.ts';
import { shardDigest } from './shard-digest.ts';
import { isReplacedBy, shardName } from './shard-name.ts';
import { shardPlaces } from './shard-places.ts';
import { RECORD_FILE, ShardRecord } from './shard-record.ts';

type Flags = ReportFlags & JournalFlags & ProgressFlags & { jobs?: number };

/**
 * Evaluates one shard of the archives and writes its reports, whole or not at all, to a directory of its own below the output. Existing results
 * stay; those that it replaces are removed first. Verdicts of any kind are a success, and so are archives that cannot be read.
 *
 * @throws USAGE for flags that cannot be combined; INPUT_UNREADABLE if not all archives are known; STORE_AWAY
 */
export async function evaluateShard(
  found: FoundArchives,
  flags: Flags,
  inputs: JudgedWith,
  shard: Shard,
): Promise<EvaluationEnding> {
  const output = checkedOutput(flags, found);
  const part = partOf(found, shard);
  const { digest, isSure } = await shardDigest(part, inputs, flags);
  const name = shardName(shard, digest);
  const places = shardPlaces(output);
  for (const other of await places.names()) if (isReplacedBy(other, shard, name)) await places.remove(other);
  const whole = `${output.replace(/\/+$/, '')}/${name}`;
  if (isSure && (await places.has(name, RECORD_FILE))) {
    print(`${printable(whole)} is already complete\n`);
    return 'compliant';
  }
  const record = new ShardRecord(shard, digest);
  await reportArchives(part, { ...flags, output: whole }, inputs, (evaluations) => record.counting(evaluations));
  await places.write(name, RECORD_FILE, record.text());
  return 'compliant';
}

/** The archives of one shard, with a list of all archives. */
function partOf({ archives, problems, identities }: FoundArchives, { index, count }: Shard): FoundArchives {
  const [problem] = problems;
  // A place that cannot be searched may contain archives of any shard.
  if (problem !== undefined) throw new ScsNetworkingError('INPUT_UNREADABLE', `${problem[0]}: ${problem[1]}`);
  const own = archives.filter((archive) => shardIndexOf(archive, count) === index);
  return { archives: own, among: archives, problems, identities };
}

function checkedOutput(flags: Flags, { archives }: FoundArchives): string {
  const { output, format } = flags;
  if (output === undefined) throw usage('expected --output with --shard, found none');
  if (format.includes('scs-report')) {
    throw usage(
      'expected another format with --shard, found scs-report: no shard sees whether all archives are of one cluster',
    );
  }
  checkReportFlags(flags, archives.length);
  return output;
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}
