import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { RetryTraces } from '../sonobuoy/retry-traces.ts';
import type { SuiteSummary } from '../sonobuoy/suite-summary.ts';
import type { Claim } from './evidence.ts';

/** What the outputs of the e2e suite tell of retries, in the order of their names. */
export function loggedRetries(files: PluginFiles): Claim<RetryTraces>[] {
  return [...files.logs]
    .map(([path, { retries }]) => ({ value: retries, path }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the outputs of the e2e suite say of it as a whole, in the order of their names. */
export function loggedSummaries(files: PluginFiles): Claim<SuiteSummary>[] {
  return [...files.logs]
    .map(([path, { summary }]) => ({ value: summary, path }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
