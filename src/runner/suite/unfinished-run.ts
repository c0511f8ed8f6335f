import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { messageOf } from '../../../results-parsers/core/errors.ts';
import { type Attempt, RunRecord } from '../../../results-parsers/documents/run-record/run-record.ts';
import type { ResultsPlace } from '../evidence.ts';
import { writeAtomically } from '../write-atomically.ts';
import { attemptFiles } from './attempt.ts';
import { type PluginRun, recordOf } from './plugin-run.ts';
import { parseSpecList } from './spec-list.ts';
import { readSuiteReport } from './suite-report.ts';

/** What the run knows so far, for a runner that is started anew after a kill. */
const Notes = z.strictObject({
  record: RunRecord.omit({ evidence: true }),
  exempted: z.array(z.tuple([z.string(), z.string()])),
});
type Notes = z.infer<typeof Notes>;

const notesOf = (place: ResultsPlace): string => join(place.root, 'unfinished.json');

/** Keeps what the run knows, beside its evidence. If the volume is full, what was kept before stays. */
export function noteRun(place: ResultsPlace, run: PluginRun): void {
  const notes: Notes = { record: recordOf(run), exempted: [...run.exempted] };
  try {
    writeAtomically(notesOf(place), JSON.stringify(notes));
  } catch {
    // the volume is full
  }
}

/** Whether a runner before this one, in the same pod, had begun with the specs and was killed. */
export function isUnfinished(place: ResultsPlace): boolean {
  return existsSync(notesOf(place));
}

/**
 * Takes over the run of a runner that was killed: `run` then holds what that one had noted, and can be delivered. Its specs are not continued:
 * it is not known what killed the runner. Rejects if the notes cannot be read.
 */
export async function takeUpRun(run: PluginRun, place: ResultsPlace): Promise<void> {
  const { record, exempted } = Notes.parse(JSON.parse(readFileSync(notesOf(place), 'utf8')));
  const { settings, versions, specList } = record;
  run.startedAt = record.startedAt;
  run.ending = 'runner-failed';
  run.reason =
    'The runner was killed, for example for lack of memory; it was restarted and hands over what was known by then.';
  run.e2eVersion = versions.e2e;
  run.ginkgoVersion = versions.ginkgo;
  run.processes = { processes: settings.processes, reason: settings.processesReason, isTooMany: false };
  run.preflight = record.preflight;
  run.exempted = new Map(exempted);
  run.leftOut = record.leftOut;
  run.notTriedAgain = record.notTriedAgain;
  run.cleanup = record.cleanup;
  run.attempts = record.attempts.map((attempt) => withFiles(attempt, place));
  if (specList !== null) {
    run.specListFile = specList;
    run.specList = parseSpecList(readFileSync(join(place.evidence, specList), 'utf8'));
  }
  for (const { junit } of run.attempts) {
    if (junit === null) continue;
    try {
      run.reports.push(await readSuiteReport(join(place.evidence, junit)));
    } catch (error) {
      run.reason = `${run.reason} ${messageOf(error)}`;
    }
  }
}

/** The interrupted attempt has left files that it could not record any more. */
function withFiles(attempt: Attempt, place: ResultsPlace): Attempt {
  return { ...attempt, ...attemptFiles(place.evidence, attempt.number) };
}
