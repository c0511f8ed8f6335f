import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
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

/** Runs the plugin on a cluster and judges the archive. @param file where the archive is kept */
export async function runPlugin(access: ClusterAccess, file: string): Promise<PluginRun> {
  const settings = (await kernelHasSctp()) ? [] : ['--plugin-env', `${OUR_NAME}.SCS_SKIP=SCTPConnectivity`];
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

/** Where the kernel has none, the pods of the SCTP specs never start, and each of these specs waits for minutes. */
async function kernelHasSctp(): Promise<boolean> {
  return /^SCTP\s/m.test(await readFile('/proc/net/protocols', 'utf8'));
}

async function verdictOn(file: string, waivers: { readonly waivers?: [] }): Promise<Verdict> {
  const options = { archiveName: 'archive.tar.gz', toolVersion: packageVersion, ...waivers };
  return await evaluateArchive(createReadStream(file), options);
}
