import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type {
  Attempt,
  AttemptPurpose,
  ObservedSpec,
} from '../../../results-parsers/documents/run-record/run-record.ts';
import type { Stop, StopRequest } from '../stop.ts';
import { BoundedLog } from './bounded-log.ts';
import { GinkgoOutputParser } from './ginkgo-output.ts';
import { LastOutput } from './last-output.ts';
import type { ObservedSpecs } from './observed-specs.ts';
import { stopGroup, stopRemains } from './process-group.ts';

/** How long to wait for output that is still in the pipes once every process has ended. */
const DRAIN_MILLISECONDS = 5_000;

export interface AttemptPlan {
  readonly number: number;
  readonly purpose: AttemptPurpose;
  /** Directory of the run's evidence. */
  readonly evidence: string;
  /** The command, given the directory for its report. */
  readonly command: (reportDirectory: string) => string[];
  readonly stop: Stop;
  readonly stopMilliseconds: number;
  readonly observed: ObservedSpecs;
  /** The suite was started: what is known of the attempt, which is kept up to date until its end. */
  readonly onBegin: (attempt: Attempt) => void;
  readonly onSpec: (spec: ObservedSpec) => void;
  /** There is news of the suite, other than a spec that ended. */
  readonly onSuite: () => void;
  /** The volume of the evidence has no room for more of the log. */
  readonly onFull: () => void;
}

export interface AttemptResult {
  /** The one that `onBegin` got. */
  readonly attempt: Attempt;
  /** The request that ended it early; null: it ended by itself. */
  readonly stopped: StopRequest | null;
  readonly lastOutput: string;
}

/** The files that an attempt has left, as paths below the directory of the evidence. */
export function attemptFiles(evidence: string, number: number): Pick<Attempt, 'junit' | 'log'> {
  const withContent = (path: string): string | null => {
    const { size = 0 } = statSync(join(evidence, path), { throwIfNoEntry: false }) ?? {};
    return size > 0 ? path : null;
  };
  const directory = directoryOf(number);
  return { junit: withContent(`${directory}/junit_01.xml`), log: withContent(`${directory}/e2e.log`) };
}

const directoryOf = (number: number): string => `attempts/${number}`;
const now = (): string => new Date().toISOString();

/**
 * Runs the suite once, in a process group of its own, and keeps its output as evidence. Resolves when all its processes are gone,
 * however it ended. Rejects with TOOL_MISSING if it cannot be started.
 */
export async function runAttempt(plan: AttemptPlan): Promise<AttemptResult> {
  const { number, purpose, observed } = plan;
  const directory = join(plan.evidence, directoryOf(number));
  mkdirSync(directory, { recursive: true });
  const log = new BoundedLog(join(directory, 'e2e.log'), plan.onFull);
  const parser = new GinkgoOutputParser();
  const command = plan.command(directory);
  const [binary = '', ...args] = command;
  const startedAt = now();
  const attempt: Attempt = {
    ...{ number, purpose, command, startedAt, endedAt: startedAt, exitCode: null, signal: null },
    ...{ junit: null, log: null, announced: null, observed: observed.specs },
  };
  const lastOutput = new LastOutput();

  const take = (events: ReturnType<GinkgoOutputParser['push']>): void => {
    for (const event of events) {
      const spec = observed.add(event);
      attempt.announced = observed.announced;
      attempt.endedAt = now();
      if (spec !== null) plan.onSpec(spec);
      if (event.type === 'announced' || event.type === 'suite-node') plan.onSuite();
    }
  };
  const keep = (chunk: Buffer): void => {
    log.write(chunk);
    lastOutput.push(chunk);
  };

  const child = spawn(binary, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk: Buffer) => {
    keep(chunk);
    take(parser.push(chunk));
  });
  child.stderr.on('data', keep);
  child.once('spawn', () => plan.onBegin(attempt));
  const closed = once(child, 'close').catch(() => undefined);
  const { exitCode, signal } = await untilExit(child, plan).catch((cause: NodeJS.ErrnoException) => {
    const message = `Expected the ginkgo command at ${binary}, could not start it (${cause.code ?? cause.message}). See spec.image in the plugin's manifest.`;
    throw new ScsNetworkingError('TOOL_MISSING', message, { cause });
  });
  const stopped = plan.stop.requested;
  await Promise.race([closed, sleep(DRAIN_MILLISECONDS, undefined, { ref: false })]);
  take(parser.end());
  log.close();

  Object.assign(attempt, { endedAt: now(), exitCode, signal, ...attemptFiles(plan.evidence, number) });
  return { attempt, stopped, lastOutput: lastOutput.text };
}

/** Waits for the end of ginkgo and of its whole group; stops the group when the run is to stop. Rejects if ginkgo did not start. */
async function untilExit(
  child: ReturnType<typeof spawn>,
  plan: AttemptPlan,
): Promise<{ exitCode: number | null; signal: string | null }> {
  const exit = new Promise<{ exitCode: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  const group = child.pid;
  if (group === undefined) return exit;
  let stopping: Promise<void> = Promise.resolve();
  const onStop = (): void => {
    stopping = stopGroup(group, plan.stopMilliseconds);
  };
  if (plan.stop.signal.aborted) onStop();
  else plan.stop.signal.addEventListener('abort', onStop, { once: true });
  const ended = await exit;
  plan.stop.signal.removeEventListener('abort', onStop);
  await stopping;
  await stopRemains(group, plan.stopMilliseconds);
  return ended;
}
