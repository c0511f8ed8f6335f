import { ScsNetworkingError } from '../core/errors.ts';
import type { PluginFiles } from './plugin-files.ts';
import type { SonobuoyArchive } from './sonobuoy-archive.ts';

export const OWN_PLUGIN = 'scs-networking';
export const UPSTREAM_PLUGIN = 'e2e';

/** The plugins whose results can be judged without being asked for by name. */
export const judgedPlugins: readonly string[] = [OWN_PLUGIN, UPSTREAM_PLUGIN];

/**
 * The plugin to judge; null: the archive has none, so there is nothing that could be satisfied.
 *
 * Throws `USAGE` if the caller has to choose: two plugins could be judged, or `wanted` is not there although
 * the archive is whole.
 */
export function choosePlugin(archive: SonobuoyArchive, wanted: string | undefined): PluginFiles | null {
  const present = archive.pluginsPresent;
  if (wanted !== undefined) {
    const chosen = archive.plugins.get(wanted);
    if (chosen === undefined && archive.reading.problems.length === 0) {
      throw new ScsNetworkingError(
        'USAGE',
        `expected results of the plugin '${wanted}', found ${listed(present)}; choose one of these with --plugin`,
      );
    }
    return chosen ?? null;
  }
  const candidates = present.filter((name) => judgedPlugins.includes(name));
  const [first, second] = candidates;
  if (first !== undefined && second !== undefined) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected results of one plugin to judge, found ${listed(candidates)}; choose one of these with --plugin`,
    );
  }
  return first === undefined ? null : (archive.plugins.get(first) ?? null);
}

/** Throws `USAGE` when a plugin is wanted from files that no plugin left. */
export function refuseChoice(wanted: string | undefined): void {
  if (wanted === undefined) return;
  throw new ScsNetworkingError(
    'USAGE',
    `expected results of the plugin '${wanted}', found files of the e2e suite without a plugin; evaluate them without --plugin`,
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `'${name}'`).join(' and ');
}
