import { sortedEntries } from '../core/sorted-entries.ts';
import type { E2eLog } from '../sonobuoy/e2e-log.ts';
import type { LoggedEnd } from '../sonobuoy/logged-end.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { AttemptEvidence, Claim, JunitEvidence } from './evidence.ts';

/** The plugin's JUnit files in the order of their paths. */
export function junitEvidence(files: PluginFiles): JunitEvidence[] {
  return [...files.junit].map(([path, reading]) => ({ path, reading })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the outputs of the e2e suite show about an attempt, in the order of their names. `isOfAttempt` decides by an output's path. */
export function loggedOfAttempt(
  files: PluginFiles,
  isOfAttempt: (path: string) => boolean = () => true,
): Pick<AttemptEvidence, 'retries' | 'summaries' | 'execs'> {
  const logs = logsByName(files).filter(([path]) => isOfAttempt(path));
  const claims = <T>(pick: (log: E2eLog) => T): Claim<T>[] => logs.map(([path, log]) => ({ value: pick(log), path }));
  return {
    retries: claims(({ retries }) => retries),
    summaries: claims(({ summary }) => summary),
    execs: claims(({ execs }) => execs),
  };
}

/** How the outputs of the e2e suite end, in the order of their names. */
export function loggedEnds(files: PluginFiles): Claim<LoggedEnd>[] {
  return logsByName(files).map(([path, { end }]) => ({ value: end, path }));
}

/** The versions in the logs of the e2e suite, in the order of the logs' names. A log of another run than the JUnit's proves nothing. */
export function loggedVersions(files: PluginFiles, which: 'e2e' | 'server'): Claim<string>[] {
  const logs = logsByName(files).filter(([, log]) => !isForeign(log, files));
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

/** The outputs of the suite, sorted by path, so that their order in the archive does not matter. */
function logsByName({ logs }: PluginFiles): [path: string, log: E2eLog][] {
  return sortedEntries(logs);
}
