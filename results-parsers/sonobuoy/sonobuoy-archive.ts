import type { ArchiveReading } from '../archive/archive-reading.ts';
import type { ArchiveLimits } from '../archive/limits.ts';
import { readArchive } from '../archive/read-archive.ts';
import type { FileSink } from '../archive/tar-reader.ts';
import { ScsNetworkingError } from '../errors.ts';
import { type Digest, digested } from './digest.ts';
import { ServerVersion, SonobuoyConfig, SonobuoyInfo } from './documents.ts';
import { type JsonDocument, JsonReader } from './json-document.ts';
import { CONFIG_PATH, INFO_PATH, placeOf, SERVER_VERSION_PATH } from './layout.ts';
import { type PluginFiles, PluginReader } from './plugin-files.ts';

/** A Sonobuoy archive, reduced to what can matter for a verdict. */
export type SonobuoyArchive = {
  reading: ArchiveReading;
  config: JsonDocument<SonobuoyConfig>;
  info: JsonDocument<SonobuoyInfo>;
  serverVersion: JsonDocument<ServerVersion>;
  /** Digests of the three documents above. */
  digests: Map<string, Digest>;
  /** The plugins that have files in the archive, by name. */
  plugins: Map<string, PluginFiles>;
};

/**
 * Reads a Sonobuoy archive in one pass. `wanted` says whose files are read.
 *
 * Throws `INPUT_UNREADABLE` for what is no archive, or is a whole one but not of Sonobuoy.
 */
export async function readSonobuoyArchive(
  input: AsyncIterable<Uint8Array>,
  wanted: (plugin: string) => boolean,
  limits?: ArchiveLimits,
): Promise<SonobuoyArchive> {
  const config = new JsonReader(CONFIG_PATH, SonobuoyConfig);
  const info = new JsonReader(INFO_PATH, SonobuoyInfo);
  const serverVersion = new JsonReader(SERVER_VERSION_PATH, ServerVersion);
  const digests = new Map<string, Digest>();
  const plugins = new Map<string, PluginReader>();
  const digestedDocument = (path: string, sink: FileSink): FileSink =>
    digested(sink, (digest) => digests.set(path, digest));

  const openFile = ({ path }: { path: string }): FileSink | undefined => {
    const place = placeOf(path);
    switch (place.kind) {
      case 'config':
        return digestedDocument(path, config);
      case 'info':
        return digestedDocument(path, info);
      case 'server-version':
        return digestedDocument(path, serverVersion);
      case 'plugin': {
        const reader = plugins.get(place.plugin) ?? new PluginReader(place.plugin);
        plugins.set(place.plugin, reader);
        return wanted(place.plugin) ? reader.open(path, place.part) : undefined;
      }
      case 'other':
        return undefined;
      default:
        return place satisfies never;
    }
  };

  const reading = await readArchive(input, openFile, limits);
  const foreign = digests.size === 0 && plugins.size === 0 && reading.problems.length === 0;
  if (foreign) throw notSonobuoys(reading.files);
  return {
    reading,
    config: config.document(),
    info: info.document(),
    serverVersion: serverVersion.document(),
    digests,
    plugins: new Map([...plugins].map(([name, reader]) => [name, reader.files()])),
  };
}

function notSonobuoys(files: number): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a Sonobuoy archive with ${CONFIG_PATH} and plugins/, found a tar of ${files} other files; name the file that \`sonobuoy retrieve\` wrote`,
  );
}
