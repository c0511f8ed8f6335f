import { randomUUID } from 'node:crypto';
import { API_VERSION } from '../../../results-parsers/core/api-version.ts';
import type { Cleanup } from '../../../results-parsers/documents/run-record/cleanup.ts';
import type { LeftOut, Preflight } from '../../../results-parsers/documents/run-record/preflight.ts';
import type { Attempt, RunEnding, RunRecord } from '../../../results-parsers/documents/run-record/run-record.ts';
import type { FreshNamespaces } from '../../checks/fresh-namespaces.ts';
import type { PullCredentials } from '../../cluster/pull-secrets.ts';
import { packageVersion } from '../package-version.ts';
import type { Settings } from '../settings.ts';
import { chooseProcesses, type ProcessChoice } from './choose-processes.ts';
import type { SuiteReport } from './suite-report.ts';

/** What is known about the run so far. It can be delivered at any moment. */
export interface PluginRun {
  readonly id: string;
  startedAt: string;
  readonly settings: Settings;
  /** A run that is delivered before its end says so. */
  ending: RunEnding;
  reason: string;
  e2eVersion: string | null;
  ginkgoVersion: string | null;
  /** Full names of all specs; null: not known (yet). */
  specList: readonly string[] | null;
  /** Path of the evidence file with the list. */
  specListFile: string | null;
  /** Of ginkgo's random order. */
  readonly seed: number;
  /** In which order the specs are started; empty: not known (yet). */
  specOrder: readonly string[];
  attempts: Attempt[];
  /** What upstream's JUnit says, of each attempt that left one. */
  reports: SuiteReport[];
  processes: ProcessChoice;
  preflight: Preflight | null;
  /** Specs that a waiver exempts, and its id. */
  exempted: ReadonlyMap<string, string>;
  leftOut: LeftOut | null;
  notTriedAgain: string;
  /** For pulling images; in no record and no log. */
  credentials: PullCredentials | null;
  cleanup: Cleanup | null;
  /** What was made for the check before the specs; null: nothing. */
  fresh: FreshNamespaces | null;
}

export function newPluginRun(settings: Settings): PluginRun {
  return {
    id: settings.podUid ?? randomUUID(),
    startedAt: new Date().toISOString(),
    settings,
    ending: 'runner-failed',
    reason: 'The runner stopped before the suite had ended.',
    e2eVersion: null,
    ginkgoVersion: null,
    specList: null,
    specListFile: null,
    // As ginkgo itself chooses it.
    seed: Math.floor(Date.now() / 1000),
    specOrder: [],
    attempts: [],
    reports: [],
    processes: chooseProcesses(settings.processes, { nodes: [], podsPerSpec: 1, memoryMi: settings.memoryMi }),
    preflight: null,
    exempted: new Map(),
    leftOut: null,
    notTriedAgain: '',
    credentials: null,
    cleanup: null,
    fresh: null,
  };
}

/** The run record, but for the evidence. */
export function recordOf(run: PluginRun): Omit<RunRecord, 'evidence'> {
  const { focus, skip, deadlineSeconds, dryRun, attempts, registry, runWaived, checks } = run.settings;
  const { processes, reason: processesReason } = run.processes;
  return {
    apiVersion: API_VERSION,
    kind: 'RunRecord',
    runId: run.id,
    runnerVersion: packageVersion,
    startedAt: run.startedAt,
    endedAt: new Date().toISOString(),
    ending: run.ending,
    reason: run.reason,
    settings: {
      ...{ focus, skip, processes, processesReason, deadlineSeconds, dryRun },
      ...{ attempts, registry, runWaived, checks },
    },
    versions: { e2e: run.e2eVersion, ginkgo: run.ginkgoVersion, node: process.version },
    specList: run.specListFile,
    attempts: run.attempts,
    cleanup: run.cleanup,
    preflight: run.preflight,
    leftOut: run.leftOut,
    notTriedAgain: run.notTriedAgain,
  };
}
