import type { E2eLog } from '../sonobuoy/e2e-log.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { AttemptEvidence, Claim } from './evidence.ts';

/** What the outputs of the e2e suite tell of an attempt, in the order of their names. `isOfAttempt` says by its path whether an output is of it. */
export function loggedOfAttempt(
  files: PluginFiles,
  isOfAttempt: (path: string) => boolean = () => true,
): Pick<AttemptEvidence, 'retries' | 'summaries' | 'execs'> {
  const logs = [...files.logs].filter(([path]) => isOfAttempt(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  const claims = <T>(pick: (log: E2eLog) => T): Claim<T>[] => logs.map(([path, log]) => ({ value: pick(log), path }));
  return {
    retries: claims(({ retries }) => retries),
    summaries: claims(({ summary }) => summary),
    execs: claims(({ execs }) => execs),
  };
}
