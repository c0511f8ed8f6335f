import { createHash } from 'node:crypto';
import { jsonText } from '../../../../results-parsers/core/text/json-text.ts';
import { archiveNames } from '../../input/archive-names.ts';
import type { ReportFlags } from '../../reports/reporting.ts';
import type { FoundArchives } from '../find-archives.ts';
import { placeOf } from '../journal/identity.ts';
import { inputsDigest, type JudgedWith } from '../journal/inputs-digest.ts';

type ShardDigest = {
  digest: string;
  /** Whether it is complete: then equal digests mean equal archives. */
  isSure: boolean;
};

/** Digest of all inputs of a shard's results: its archives as they are now, the tool, its inputs, and how they are reported. */
export async function shardDigest(
  { archives, among = archives, identities }: FoundArchives,
  inputs: JudgedWith,
  { format, verbose = false }: Pick<ReportFlags, 'format' | 'verbose'>,
): Promise<ShardDigest> {
  const names = archiveNames(among);
  const hash = createHash('sha256');
  hash.update(jsonText({ inputs: await inputsDigest(inputs), format, verbose }));
  let isSure = true;
  for (const archive of archives) {
    const place = await placeOf(archive, identities);
    if (place === null) isSure = false;
    hash.update(jsonText([archive, names.get(archive) ?? null, place?.identity ?? null]));
  }
  return { digest: hash.digest('hex'), isSure };
}
