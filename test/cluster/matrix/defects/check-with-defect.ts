import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conclusion } from '../../../../results-parsers/checks/conclusion.ts';
import { type OwnCheckId, ownChecks } from '../../../../results-parsers/checks/registry.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Observer } from '../../../../src/checks/check.ts';
import { runCheck } from '../../../../src/checks/run-check.ts';
import { checkSettings } from '../../checks/check-settings.ts';
import type { DefectBench } from './defect-bench.ts';

/** A check that was carried out on an engine with a defect. */
export interface CarriedOut {
  readonly observations: CheckObservations;
  readonly conclusion: Conclusion;
  /** Of the observations, in JSON. */
  readonly sha256: string;
  /** Null: the engine was bypassed. */
  readonly lies: number | null;
  readonly seconds: number;
}

/**
 * Carries out a check of ours with its own time, in namespaces of its own, of which the engine is lied to.
 *
 * @param run what it does
 * @throws Error if the check could not be carried out, or left something behind
 */
export async function checkWithDefect(
  { id, run }: { readonly id: OwnCheckId; readonly run: Observer },
  { cluster, liar, state, directory }: DefectBench,
  defect: string,
): Promise<CarriedOut> {
  const { definition, judge } = ownChecks[id];
  const runId = randomUUID();
  await liar?.tell(runId, defect);
  const startedAt = performance.now();
  const observations = await runCheck(
    { definition, run },
    {
      cluster,
      runId,
      settings: checkSettings(state.kubernetes),
      budgetSeconds: definition.budgetSeconds,
      stop: new AbortController().signal,
    },
  );
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { problem, left } = observations;
  // Of what there was no time for, the judge says so.
  if (problem !== null && problem.kind !== 'out-of-time')
    throw new Error(`expected ${id} to be carried out, found: ${problem.reason}`);
  if (left.length > 0) throw new Error(`expected ${id} to leave nothing behind, found ${left}`);
  const text = JSON.stringify(observations);
  await writeFile(join(directory, `${id} ${defect}.json`), text);
  return {
    observations,
    conclusion: judge(observations),
    sha256: createHash('sha256').update(text).digest('hex'),
    lies: (await liar?.liesTo(runId)) ?? null,
    seconds,
  };
}
