import type { ArchiveLimits } from './archive/limits.ts';
import { evidenceFromSonobuoy } from './evidence/from-sonobuoy.ts';
import { choosePlugin, judgedPlugins } from './sonobuoy/choose-plugin.ts';
import { readSonobuoyArchive } from './sonobuoy/sonobuoy-archive.ts';
import { judge } from './verdict/judge.ts';
import type { Verdict } from './verdict/verdict.ts';

export type EvaluationOptions = {
  /** How the verdict calls the archive; a file name without directories. */
  archiveName: string;
  toolVersion: string;
  /** The plugin to judge. Undefined: `scs-networking` or `e2e`, whichever is there. */
  plugin?: string;
  limits?: ArchiveLimits;
};

/**
 * Reads a Sonobuoy archive in one pass and judges it.
 *
 * Whatever is wrong with the run or the archive is in the verdict. Throws `INPUT_UNREADABLE` for what is no Sonobuoy
 * archive or exceeds a limit, and `USAGE` when the plugin to judge must be chosen, or the chosen one is not there.
 */
export async function evaluateArchive(bytes: AsyncIterable<Uint8Array>, options: EvaluationOptions): Promise<Verdict> {
  const { archiveName, toolVersion, plugin, limits } = options;
  const wanted = (name: string): boolean => (plugin === undefined ? judgedPlugins.includes(name) : name === plugin);
  const archive = await readSonobuoyArchive(bytes, wanted, limits);
  const evidence = evidenceFromSonobuoy(archive, choosePlugin(archive, plugin));
  return judge(evidence, {
    toolVersion,
    archive: { name: archiveName, bytes: archive.reading.bytes, sha256: archive.reading.sha256 },
    config: archive.config,
    inputs: { plugin: plugin ?? null },
  });
}
