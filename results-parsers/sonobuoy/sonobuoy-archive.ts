import type { ArchiveReading } from '../archive/archive-reading.ts';
import type { Digest } from '../archive/digest.ts';
import type { JsonDocument } from '../archive/json-document.ts';
import type { ClusterFacts, PodPlaces } from '../cluster/cluster-facts.ts';
import type { ClusterSightings } from '../cluster/cni/sightings.ts';
import { counted } from '../core/counted.ts';
import { ScsNetworkingError } from '../core/errors.ts';
import type { Redaction } from '../documents/redaction.ts';
import type { RunPolicies } from '../policy-model/run-policies.ts';
import type { ServerVersion, SonobuoyConfig, SonobuoyInfo } from './documents.ts';
import { CONFIG_PATH } from './layout.ts';
import type { PluginFiles } from './plugin-files.ts';

/** What an archive shows about the cluster itself. */
type ClusterContent = {
  /** Of the network plugin. */
  sightings: Omit<ClusterSightings, 'asked'>;
  facts: ClusterFacts;
  podPlaces: PodPlaces;
  runPolicies: RunPolicies | null;
  /** When Sonobuoy's own pods of this run were made, and the files that show it. */
  runPods: { value: string; path: string }[];
  /** Digests of the files that were read for it. */
  digests: Map<string, Digest>;
};

/** The content of an archive, reduced to what can matter for a verdict. */
export type ArchiveContent = {
  config: JsonDocument<SonobuoyConfig>;
  info: JsonDocument<SonobuoyInfo>;
  serverVersion: JsonDocument<ServerVersion>;
  /** What a redacted archive records about the archive it was made from. */
  redaction: JsonDocument<Redaction>;
  /** Digests of the documents above. */
  digests: Map<string, Digest>;
  cluster: ClusterContent;
  /** Names of the plugins that have files in the archive, or had before it was redacted; sorted. */
  pluginsPresent: string[];
  /** Those of them that were wanted, by name. */
  plugins: Map<string, PluginFiles>;
  /** A top-level directory with files that would be Sonobuoy's or the suite's one level higher; null: there is none. */
  below: string | null;
  /** Where the logs of plugins' pods lie, sorted; a redacted archive has none. */
  podLogs: string[];
  /** Files of the e2e suite that no plugin left; null: there are none. */
  bare: PluginFiles | null;
};

export type SonobuoyArchive = ArchiveContent & { kind: 'sonobuoy'; reading: ArchiveReading };

/** Files of the e2e suite without a Sonobuoy archive around them. */
export type BareFiles = Pick<ArchiveContent, 'cluster' | 'redaction'> & {
  kind: 'bare';
  files: PluginFiles;
  reading: ArchiveReading;
};

/** Throws `INPUT_UNREADABLE` for an archive that is whole, but is neither Sonobuoy's nor made of files of the e2e suite. */
export function recognized(reading: ArchiveReading, content: ArchiveContent): SonobuoyArchive | BareFiles {
  const documents = [content.config, content.info, content.serverVersion];
  const ofSonobuoy = documents.some(({ state }) => state !== 'missing') || content.pluginsPresent.length > 0;
  if (!ofSonobuoy && content.bare !== null) {
    const { bare: files, cluster, redaction } = content;
    return { kind: 'bare', files, cluster, redaction, reading };
  }
  if (!ofSonobuoy && reading.problems.length === 0) throw notSonobuoys(reading.files, content.below);
  return { kind: 'sonobuoy', ...content, reading };
}

function notSonobuoys(files: number, below: string | null): ScsNetworkingError {
  if (below !== null) {
    return new ScsNetworkingError(
      'INPUT_UNREADABLE',
      `expected the files of a Sonobuoy archive, or junit_*.xml of the e2e suite, at the top, found them below ${below}/; unpack the archive, if it is one, and name the directory ${below}`,
    );
  }
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a Sonobuoy archive with ${CONFIG_PATH} and plugins/, or junit_*.xml of the e2e suite, found ${counted(files, 'other file')}; name the file that \`sonobuoy retrieve\` wrote`,
  );
}
