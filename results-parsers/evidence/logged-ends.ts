import type { LoggedEnd } from '../sonobuoy/logged-end.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { Claim } from './evidence.ts';

/** How the outputs of the e2e suite end, in the order of their names. */
export function loggedEnds(files: PluginFiles): Claim<LoggedEnd>[] {
  return [...files.logs].map(([path, { end }]) => ({ value: end, path })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
