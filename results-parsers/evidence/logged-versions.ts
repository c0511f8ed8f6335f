import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { Claim } from './evidence.ts';

/** The versions in the logs of the e2e suite, in the order of the logs' names. */
export function loggedVersions(files: PluginFiles, which: 'e2e' | 'server'): Claim<string>[] {
  const logs = [...files.logs].sort(([a], [b]) => (a < b ? -1 : 1));
  return logs.flatMap(([path, versions]) => {
    const value = versions[which];
    return value === undefined ? [] : [{ value, path }];
  });
}
