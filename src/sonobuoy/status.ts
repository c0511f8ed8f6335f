import * as z from 'zod';
import { schemaProblem } from '../../results-parsers/core/schema-problem.ts';
import { type SonobuoyTarget, sonobuoy, targetOptions } from './sonobuoy.ts';

/** It is asked again every few seconds; an answer that takes longer is of no use. */
const SECONDS = 15;

/** What a plugin reports about itself (Sonobuoy's pkg/plugin/interface.go). */
const Progress = z.object({
  /** In words, by the plugin. */
  msg: z.string().optional(),
  total: z.int().optional(),
  /** Those that passed. */
  completed: z.int().optional(),
  failures: z.array(z.string()).nullish(),
});

const PluginStatus = z.object({
  plugin: z.string(),
  status: z.string(),
  'result-status': z.string().optional(),
  progress: Progress.optional(),
});
export type PluginStatus = z.infer<typeof PluginStatus>;

/** As much of `sonobuoy status --json` as is used here (pkg/plugin/aggregation/status.go). */
const Status = z.object({
  status: z.enum(['running', 'post-processing', 'complete', 'failed']),
  plugins: z.array(PluginStatus).nullish(),
  'tar-info': z.object({ name: z.string(), sha256: z.string(), size: z.int() }).optional(),
});
export type SonobuoyStatus = z.infer<typeof Status>;

/**
 * Sonobuoy's status of a run. `starting`: none yet, as while its pod starts. `unanswered`: it could not be asked.
 */
export type StatusAnswer =
  | { readonly kind: 'known'; readonly status: SonobuoyStatus }
  | { readonly kind: 'starting' }
  | { readonly kind: 'unanswered'; readonly problem: string };

export async function readStatus(target: SonobuoyTarget): Promise<StatusAnswer> {
  const { exitCode, stdout, problem } = await sonobuoy(['status', '--json', ...targetOptions(target)], SECONDS);
  // While the aggregator starts, it says so in prose, and with exit code 0; it has exit code 1 for a run that has failed, too.
  if (!stdout.startsWith('{')) return exitCode === 0 ? { kind: 'starting' } : { kind: 'unanswered', problem };
  const answer = jsonIn(stdout);
  if (answer === undefined) return { kind: 'unanswered', problem: 'its answer is cut off, or is not JSON' };
  const parsed = Status.safeParse(answer.value, { reportInput: true });
  if (parsed.success) return { kind: 'known', status: parsed.data };
  return { kind: 'unanswered', problem: `its answer has other content: ${schemaProblem(parsed.error)}` };
}

function jsonIn(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Of one plugin; undefined: the run has no such plugin, or does not report it yet. */
export function statusOf(status: SonobuoyStatus, plugin: string): PluginStatus | undefined {
  return status.plugins?.find((candidate) => candidate.plugin === plugin);
}
