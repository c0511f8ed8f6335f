import type { ArchiveReading, OpenFile } from '../archive/archive-reading.ts';
import { peek } from '../archive/peek.ts';
import { readArchive } from '../archive/read-archive.ts';
import { type DirectoryEntry, readDirectory } from '../archive/read-directory.ts';
import { looksLikeXml, readSingleFile, SNIFFED_BYTES } from '../archive/read-single-file.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { evidenceFromBareFiles } from '../evidence/from-bare-files.ts';
import { evidenceFromSonobuoy } from '../evidence/from-sonobuoy.ts';
import { ArchiveCollector } from '../sonobuoy/archive-collector.ts';
import { choosePlugin, judgedPlugins, refuseChoice } from '../sonobuoy/choose-plugin.ts';
import { defaultLimits, type EvaluationLimits } from '../sonobuoy/limits.ts';
import { type BareFiles, recognized, type SonobuoyArchive } from '../sonobuoy/sonobuoy-archive.ts';
import { parseStatedVersion } from '../standard/kubernetes-version.ts';
import { judge } from '../verdict/judge.ts';
import { type LeniencyOptions, leniencyOf } from './leniency-options.ts';

export type EvaluationOptions = LeniencyOptions & {
  /** The archive's name in the verdict; a file name without directories. */
  archiveName: string;
  /** The path or key by which the caller tells it from others, which the verdict records. */
  source?: string;
  toolVersion: string;
  /** The plugin to judge. Undefined: `scs-networking` or `e2e`, whichever is there. */
  plugin?: string;
  /** The cluster's Kubernetes version, such as `1.36` or `v1.36.3`, which counts only if the archive does not show it. */
  kubernetes?: string;
  /** Other limits than the default ones; the verdict records them. */
  limits?: Partial<EvaluationLimits>;
};

/**
 * Reads an archive in one pass and judges it: a tar of Sonobuoy's or of JUnit files, compressed with gzip or not, or one
 * bare JUnit file.
 *
 * Whatever is wrong with the run or the archive is in the verdict. Throws `INPUT_UNREADABLE` for input that is not one of these or
 * exceeds a limit, and `USAGE` if the plugin to judge must be chosen or the chosen one is not there, and for
 * an impossible waiver, day or version.
 */
export async function evaluateArchive(bytes: AsyncIterable<Uint8Array>, options: EvaluationOptions): Promise<Verdict> {
  const { start, all } = await peek(bytes, SNIFFED_BYTES);
  return await evaluate(options, (collector, limits) =>
    looksLikeXml(start)
      ? readSingleFile(all, options.archiveName, (path) => collector.openBare(path, 'junit'), limits)
      : readArchive(all, opening(collector), limits),
  );
}

/** Like `evaluateArchive`, for an unpacked archive or a directory of JUnit files. */
export async function evaluateDirectory(
  entries: AsyncIterable<DirectoryEntry>,
  options: EvaluationOptions,
): Promise<Verdict> {
  return await evaluate(options, (collector, limits) => readDirectory(entries, opening(collector), limits));
}

function opening(collector: ArchiveCollector): OpenFile {
  return (path) => collector.open(path);
}

async function evaluate(
  options: EvaluationOptions,
  read: (collector: ArchiveCollector, limits: EvaluationLimits) => Promise<ArchiveReading>,
): Promise<Verdict> {
  const collector = collectorFor(options);
  const reading = await read(collector, { ...defaultLimits, ...options.limits });
  return verdictFrom(collector, reading, options);
}

/** Takes the files of an archive that is to be evaluated with these options. */
export function collectorFor({ plugin, limits = {} }: Pick<EvaluationOptions, 'plugin' | 'limits'>): ArchiveCollector {
  const wanted = (name: string): boolean => (plugin === undefined ? judgedPlugins.includes(name) : name === plugin);
  return new ArchiveCollector(wanted, { ...defaultLimits, ...limits });
}

/** The verdict on an archive whose files have all been handed over. Throws as `evaluateArchive` does. */
export function verdictFrom(collector: ArchiveCollector, reading: ArchiveReading, options: EvaluationOptions): Verdict {
  const { archiveName, source, toolVersion, plugin, kubernetes, limits = {} } = options;
  if (kubernetes !== undefined) refuseNoVersion(kubernetes);
  const { leniency, recorded } = leniencyOf(options);
  const content = collector.content();
  const evidence = evidenceFrom(recognized(reading, content), plugin);
  const { container, bytes, sha256 } = reading;
  return judge(evidence, {
    toolVersion,
    archive: { name: archiveName, ...(source === undefined ? {} : { source }), container, bytes, sha256 },
    config: content.config,
    inputs: {
      plugin: plugin ?? null,
      ...(kubernetes === undefined ? {} : { kubernetes }),
      limits: changed({ ...defaultLimits, ...limits }),
      ...recorded,
    },
    leniency,
    declarations: options.declarations?.declarations ?? [],
  });
}

function refuseNoVersion(kubernetes: string): void {
  if (parseStatedVersion(kubernetes) !== undefined) return;
  throw new ScsNetworkingError(
    'USAGE',
    `expected a version of Kubernetes such as 1.36 or v1.36.3, found '${kubernetes}'`,
  );
}

function evidenceFrom(archive: SonobuoyArchive | BareFiles, plugin: string | undefined): Evidence {
  if (archive.kind === 'sonobuoy') return evidenceFromSonobuoy(archive, choosePlugin(archive, plugin));
  refuseChoice(plugin);
  return evidenceFromBareFiles(archive);
}

/** Limits that are not the default ones, by name: with them the same archive may get another verdict. */
function changed(limits: EvaluationLimits): Record<string, number> {
  const names = Object.keys(defaultLimits) as (keyof EvaluationLimits)[];
  return Object.fromEntries(
    names.filter((name) => limits[name] !== defaultLimits[name]).map((name) => [name, limits[name]]),
  );
}
