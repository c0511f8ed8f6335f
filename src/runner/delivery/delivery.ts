import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import {
  RUN_RECORD_FILE,
  type RunRecord,
  SONOBUOY_JUNIT_FILE,
} from '../../../results-parsers/documents/run-record/run-record.ts';
import { digestEvidence, evidencePaths, type ResultsPlace, releaseReserve } from '../evidence.ts';
import { type PluginRun, recordOf } from '../suite/plugin-run.ts';
import { writeAtomically } from '../write-atomically.ts';
import { countingCases } from './counting-cases.ts';
import { junitXml } from './junit-xml.ts';
import { outcomeOf } from './run-outcome.ts';

function pack(place: ResultsPlace, run: PluginRun): void {
  writeAtomically(join(place.evidence, SONOBUOY_JUNIT_FILE), junitXml(countingCases(outcomeOf(run))));
  rmSync(join(place.evidence, RUN_RECORD_FILE), { force: true });
  const evidence = evidencePaths(place).map((path) => digestEvidence(place, path));
  const record: RunRecord = { ...recordOf(run), evidence };
  writeAtomically(join(place.evidence, RUN_RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);

  const tarball = join(place.root, 'results.tar.gz');
  const partial = `${tarball}.partial`;
  try {
    const mtime = new Date(record.endedAt);
    create({ file: partial, cwd: place.evidence, gzip: true, portable: true, sync: true, mtime }, evidencePaths(place));
    // Sonobuoy's worker runs as another user than the plugin may.
    chmodSync(partial, 0o644);
    renameSync(partial, tarball);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  // Last of all: the worker sends what it names as soon as it sees it (pkg/worker/worker.go).
  writeAtomically(doneFile(place), tarball);
}

const doneFile = (place: ResultsPlace): string => join(place.root, 'done');

/** Whether the run was handed over, by this runner or by one before it in the same pod. */
export function isDelivered(place: ResultsPlace): boolean {
  return existsSync(doneFile(place));
}

/** What is left out, in this order, if the results volume has no room for everything. */
const SACRIFICES: readonly ((place: ResultsPlace, run: PluginRun) => void)[] = [
  () => undefined,
  (place, run) => {
    for (const { log } of run.attempts) if (log !== null) rmSync(join(place.evidence, log), { force: true });
    run.attempts = run.attempts.map((attempt) => ({ ...attempt, log: null }));
  },
  (place, run) => {
    for (const path of evidencePaths(place)) rmSync(join(place.evidence, path), { force: true });
    run.attempts = run.attempts.map((attempt) => ({ ...attempt, junit: null }));
    run.specListFile = null;
    run.ending = 'runner-failed';
    run.reason = `The results volume had no room for the evidence. ${run.reason}`.trim();
  },
];

/**
 * Hands the run to Sonobuoy: the evidence, a run record and a JUnit in one tarball, then `done`. Synchronous, so that it also works from
 * a handler of an uncaught exception. If the volume is full, it gives up the log first, then all evidence. Throws what the last try threw.
 */
export function deliver(place: ResultsPlace, run: PluginRun): void {
  releaseReserve(place);
  let problem: unknown;
  for (const sacrifice of SACRIFICES) {
    try {
      sacrifice(place, run);
      pack(place, run);
      return;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}
