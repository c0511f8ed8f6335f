import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { Ending, EvaluationEnding } from '../exit-codes.ts';
import { readOrComplain } from '../input/usable-input.ts';
import { type LeniencyFlags, leniencyIn } from '../options/leniency-flags.ts';
import { limitsIn } from '../options/limit-options.ts';
import type { ReportFlags } from '../reports/reporting.ts';
import type { FoundArchives } from './find-archives.ts';
import type { JudgedWith } from './journal/inputs-digest.ts';
import type { JournalFlags } from './journal/journal-options.ts';
import type { ProgressFlags } from './progress-option.ts';
import type { ShardFlags } from './shards/shard-option.ts';
import type { SourceFlags } from './source-options.ts';

/** The options of `evaluate`, as commander hands them over. */
export type EvaluateFlags = LeniencyFlags &
  ReportFlags &
  SourceFlags &
  JournalFlags &
  ShardFlags &
  ProgressFlags & { plugin?: string; kubernetes?: string; jobs?: number };

/**
 * Evaluates the archives that a command line names, and reports on them. What cannot be used, such as a file of waivers, is told on standard
 * error; modules are loaded only when they are needed.
 */
export async function evaluateNamed(
  given: readonly string[],
  flags: EvaluateFlags,
  toolVersion: string,
): Promise<Ending> {
  const { plugin, kubernetes } = flags;
  const { parseOnce } = await import('../evaluate/parse-once.ts');
  // Several archives are read in threads of their own.
  parseOnce();
  const found = await readOrComplain(flags.filesFrom ?? null, 'a list of archives', async () => {
    const { namedArchives } = await import('./named-archives.ts');
    return await namedArchives(given, flags);
  });
  // First of all, even if there is nothing to evaluate: whatever else is wrong, no verdict of an earlier call must remain there.
  const archives = found?.archives ?? (given.length > 0 ? given : ['-']);
  const leniency = await readOrComplain(null, 'a file of waivers', async () => {
    const { checkReportFlags } = await import('../reports/reporting.ts');
    const { prepareOutput } = await import('../reports/prepare-output.ts');
    // A shard has a directory of its own, and looks there itself.
    if (flags.shard === undefined) await prepareOutput(flags, archives);
    checkReportFlags(flags, archives.length);
    checkJournalFlags(flags);
    return await leniencyIn(flags);
  });
  if (found === undefined || leniency === undefined) return 'unusable';
  const chosen = {
    ...leniency,
    ...(plugin === undefined ? {} : { plugin }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
  const inputs = { ...chosen, toolVersion, limits: limitsIn(flags) };
  const ending = await readOrComplain(null, 'a directory', () => report(found, flags, inputs));
  return ending ?? 'unusable';
}

async function report(found: FoundArchives, flags: EvaluateFlags, inputs: JudgedWith): Promise<EvaluationEnding> {
  if (flags.shard === undefined) {
    const { reportArchives } = await import('./report-archives.ts');
    return await reportArchives(found, flags, inputs);
  }
  const { evaluateShard } = await import('./shards/evaluate-shard.ts');
  return await evaluateShard(found, flags, inputs, flags.shard);
}

/** Throws `USAGE` for options that would have no effect. */
function checkJournalFlags({ journal, recompute }: JournalFlags): void {
  if (recompute !== true || journal !== undefined) return;
  throw new ScsNetworkingError(
    'USAGE',
    'expected --journal with --recompute, found none: without it all verdicts are new',
  );
}
