import { sortedEntries } from '../../../results-parsers/core/sorted-entries.ts';
import type { Configuration } from './configurations.ts';
import { releaseOf } from './engine-row.ts';
import type { EngineSeries } from './engine-table.ts';
import type { PluginRun } from './plugin-run.ts';

/** The common results of consecutive runs on one cluster, and the specs with different outcomes. */
export async function engineSeriesOf(
  { engine, ciliumOptions }: Configuration,
  runs: readonly PluginRun[],
): Promise<EngineSeries> {
  const outcomes = new Map<string, Record<string, number>>();
  for (const { name, outcomeBeforeWaivers: outcome } of runs.flatMap(({ strict }) => strict.specs)) {
    const counts = outcomes.get(name) ?? {};
    outcomes.set(name, { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 });
  }
  const unsteady = [...outcomes].filter(([, counts]) => Object.keys(counts).length > 1 || 'flaky' in counts);
  return {
    engine,
    release: await releaseOf(engine),
    options: [...ciliumOptions],
    kubernetes: runs[0]?.strict.subject.serverVersion ?? 'unknown',
    verdicts: runs.map(({ lenient }) => lenient.verdict),
    unsteady: Object.fromEntries(sortedEntries(unsteady)),
  };
}
