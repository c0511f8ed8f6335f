import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { JunitEvidence } from './evidence.ts';

/** The plugin's JUnit files in the order of their paths. */
export function junitEvidence(files: PluginFiles): JunitEvidence[] {
  return [...files.junit].map(([path, reading]) => ({ path, reading })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
