import type { LeniencyFlags } from '../leniency-flags.ts';
import { removeEarlierFiles } from './earlier-files.ts';
import type { ReportFlags } from './report-sink.ts';
import { reportFiles } from './written-reports.ts';

type OutputFlags = Pick<ReportFlags, 'format' | 'output'> & Pick<LeniencyFlags, 'waivers' | 'declarations'>;

/** Removes from --output what an earlier call wrote under the names of this one. Throws `USAGE` if one of them is an input or stays. */
export function prepareOutput(
  { format, output, waivers = [], declarations }: OutputFlags,
  archives: readonly string[],
): void {
  if (output === undefined) return;
  const inputs = [...archives, ...waivers, ...(declarations === undefined ? [] : [declarations])];
  removeEarlierFiles(output, reportFiles(format, archives), inputs);
}
