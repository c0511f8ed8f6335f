import type { E2eLog } from '../sonobuoy/e2e-log.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { Claim } from './evidence.ts';

/** The versions in the logs of the e2e suite, in the order of the logs' names. The log of another run than the JUnit's says nothing. */
export function loggedVersions(files: PluginFiles, which: 'e2e' | 'server'): Claim<string>[] {
  const logs = [...files.logs].filter(([, log]) => !isForeign(log, files)).sort(([a], [b]) => (a < b ? -1 : 1));
  return logs.flatMap(([path, versions]) => {
    const value = versions[which];
    return value === undefined ? [] : [{ value, path }];
  });
}

/** A suite writes the seed of its order both into its output and into its JUnit. */
function isForeign({ summary: { seeds } }: E2eLog, { junit }: PluginFiles): boolean {
  const known = new Set(
    [...junit.values()].flatMap(({ suites }) => suites.flatMap(({ properties }) => properties.get('RandomSeed') ?? [])),
  );
  return known.size > 0 && seeds.length > 0 && !seeds.every((seed) => known.has(seed));
}
