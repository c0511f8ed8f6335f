import { createReadStream } from 'node:fs';
import { evaluateArchive } from '../../../results-parsers/evaluate-archive.ts';
import type { Verdict } from '../../../results-parsers/verdict/verdict.ts';
import { packageVersion } from '../../../src/runner/package-version.ts';
import type { ClusterAccess } from '../access.ts';
import { OUR_NAME, OUR_PLUGIN } from '../scenario.ts';
import { deleteRun, retrieve, startRun, waitForRun } from '../sonobuoy.ts';

/** What a run gave: its archive judged with the default waivers and without any. */
export interface PluginRun {
  /** From `sonobuoy run` to the archive. */
  readonly seconds: number;
  readonly lenient: Verdict;
  readonly strict: Verdict;
}

/**
 * Runs the plugin on a cluster and judges the archive.
 *
 * @param file where the archive is kept
 * @param checks as `SCS_CHECKS` names them
 */
export async function runPlugin(access: ClusterAccess, file: string, checks: string): Promise<PluginRun> {
  const settings = ['--plugin-env', `${OUR_NAME}.SCS_CHECKS=${checks}`];
  const startedAt = performance.now();
  try {
    await startRun(access, ['--plugin', OUR_PLUGIN, ...settings]);
    await waitForRun(access, 90);
    await retrieve(access, file);
  } finally {
    await deleteRun(access);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, lenient: await verdictOn(file, {}), strict: await verdictOn(file, { waivers: [] }) };
}

async function verdictOn(file: string, waivers: { readonly waivers?: [] }): Promise<Verdict> {
  const options = { archiveName: 'archive.tar.gz', toolVersion: packageVersion, ...waivers };
  return await evaluateArchive(createReadStream(file), options);
}
