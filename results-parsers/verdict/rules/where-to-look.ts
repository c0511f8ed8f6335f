import type { Evidence } from '../../evidence/evidence.ts';

type Logs = Pick<Evidence, 'loggedEnds' | 'podLogs'>;

/** Where the output of the suite ends; undefined: the archive does not have it, so no text may refer to it. */
export function endOfOutput({ loggedEnds }: Logs): string | undefined {
  const path = loggedEnds.at(-1)?.path;
  return path === undefined ? undefined : `the end of ${path}`;
}

/** Where to look for what happened to the run; undefined: the archive has neither the output of the suite nor a log of the plugin's pod. */
export function whereItMaySayWhy(logs: Logs): string | undefined {
  return endOfOutput(logs) ?? logs.podLogs[0];
}

/** What to do about a run of which only its own words can say why it ended. */
export function lookAndRunAgain(logs: Logs): string {
  const where = whereItMaySayWhy(logs);
  return where === undefined ? 'Run the plugin again.' : `Look at ${where} for the cause, then run the plugin again.`;
}

/** Says that nothing may be changed between the run and the evaluation; the sentence may be continued. */
export function asWritten({ source }: Pick<Evidence, 'source'>): string {
  return source === 'sonobuoy'
    ? 'Evaluate the archive as `sonobuoy retrieve` wrote it'
    : 'Evaluate the files as the suite wrote them';
}
