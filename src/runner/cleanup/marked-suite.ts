import { accessSync, constants, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markedSuiteName } from '../../cluster/run-mark.ts';

/**
 * Another name for the e2e suite's binary, with the run's id in it: see markedSuiteName. If there is no such binary, or nowhere to
 * put the name, the binary itself: the suite still runs, but its namespaces have no mark. The name is removed when this process ends.
 */
export function markedSuite(e2eBinary: string, runId: string): string {
  try {
    accessSync(e2eBinary, constants.X_OK);
    const directory = mkdtempSync(join(tmpdir(), 'suite-'));
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    const marked = join(directory, markedSuiteName(runId));
    symlinkSync(e2eBinary, marked);
    return marked;
  } catch {
    return e2eBinary;
  }
}
