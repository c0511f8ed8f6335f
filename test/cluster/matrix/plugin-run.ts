import { createReadStream } from 'node:fs';
import type { Verdict } from '../../../results-parsers/documents/verdict/verdict.ts';
import { evaluateArchive } from '../../../results-parsers/evaluate/evaluate-archive.ts';
import { packageVersion } from '../../../src/runner/package-version.ts';
import type { ClusterAccess } from '../access/access.ts';
import { archiveRun } from '../sonobuoy/archived-run.ts';

/** The result of a run: its archive judged with the default waivers and without waivers. */
export interface PluginRun {
  /** From `sonobuoy run` to the archive. */
  readonly seconds: number;
  readonly lenient: Verdict;
  readonly strict: Verdict;
}

/**
 * Runs the plugin on a cluster and judges the archive.
 *
 * @param file path at which the archive is kept
 * @param checks value of `SCS_CHECKS`
 */
export async function runPlugin(access: ClusterAccess, file: string, checks: string): Promise<PluginRun> {
  const seconds = await archiveRun(access, { settings: { SCS_CHECKS: checks }, minutes: 90, archive: file });
  return { seconds, lenient: await verdictOn(file, {}), strict: await verdictOn(file, { waivers: [] }) };
}

async function verdictOn(file: string, waivers: { readonly waivers?: [] }): Promise<Verdict> {
  const options = { archiveName: 'archive.tar.gz', toolVersion: packageVersion, ...waivers };
  return await evaluateArchive(createReadStream(file), options);
}
