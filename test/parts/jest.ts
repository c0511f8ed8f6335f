import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import type { Part } from './parts.ts';

const ROOT = join(import.meta.dirname, '../..');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');

const Counts = z.strictObject({ passed: z.int(), failed: z.int(), skipped: z.int() });
export type Counts = z.infer<typeof Counts>;

export interface JestRun {
  readonly project: Part['project'];
  /** Test files, or other arguments of jest; empty: the whole project. */
  readonly args: readonly string[];
  /** Environment variables in addition to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** The time after which jest is ended. */
  readonly minutes?: number;
}

/**
 * Runs jest in its own process, which writes to this one's standard output and error.
 * @returns what it counted; one failure if it ended before it could count
 */
export async function runJest({ project, args, env = {}, minutes }: JestRun): Promise<Counts> {
  const directory = await mkdtemp(join(tmpdir(), 'scs-networking-counts-'));
  const counts = join(directory, 'counts.json');
  // Tests on a cluster share it; tests without a cluster can use every processor.
  const workers = project === 'unit' ? '--maxWorkers=100%' : '--runInBand';
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  try {
    const { exitCode } = await execa(process.execPath, [...node, JEST, ...args, workers, '--selectProjects', project], {
      cwd: ROOT,
      env: {
        ...env,
        SCS_NETWORKING_TEST_COUNTS: counts,
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      },
      stdio: 'inherit',
      reject: false,
      ...(minutes === undefined || minutes === Number.POSITIVE_INFINITY
        ? {}
        : { timeout: Math.ceil(minutes * 60_000) }),
    });
    const counted = Counts.safeParse(JSON.parse(await readFile(counts, 'utf8').catch(() => 'null')));
    const { passed, failed, skipped } = counted.success ? counted.data : { passed: 0, failed: 1, skipped: 0 };
    return { passed, skipped, failed: exitCode === 0 ? failed : Math.max(1, failed) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
