import { ScsNetworkingError } from '../../../results-parsers/errors.ts';
import type { Verdict } from '../../../results-parsers/index.ts';
import type { Ending } from '../exit-codes.ts';
import { stoppable } from '../run/interruptible.ts';
import type { ScsFlags } from '../scs.ts';
import { PrefixedLog } from './prefixed-log.ts';
import type { ResultLines } from './result-lines.ts';
import { TESTCASES, testcaseResult } from './testcases.ts';
import { verdictOnCluster } from './verdict-on-cluster.ts';

/** Answers all testcases of `lines`, by a run on the cluster. Never rejects: what goes wrong is told on standard error. */
export async function answerTestcases(flags: ScsFlags, lines: ResultLines, toolVersion: string): Promise<Ending> {
  const log = new PrefixedLog((text) => process.stderr.write(text));
  try {
    await stoppable(log, flags, async (stop) => {
      // Whoever ends this process may not wait for long.
      stop.addEventListener('abort', () => lines.abortOthers());
      for (const testcase of lines.open.filter((testcase) => !TESTCASES.includes(testcase))) {
        log.log(
          'ERROR',
          `expected a testcase of ${TESTCASES.join(', ')}, found ${testcase}, which cannot be answered here`,
        );
      }
      const verdict = await verdictOnCluster(flags, stop, log, toolVersion);
      if (verdict === null) return;
      tell(verdict, log);
      const isDry = flags.executionMode === 'dry';
      for (const testcase of lines.open) lines.answer(testcase, testcaseResult(testcase, verdict, isDry));
    });
  } catch (error) {
    const isKnown = error instanceof ScsNetworkingError;
    log.log('CRITICAL', isKnown ? error.message : 'this is a defect of scs-networking, please report it');
    if (!isKnown) log.log('DEBUG', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  lines.abortOthers();
  return lines.ending;
}

function tell({ verdict, clauses, specs }: Verdict, log: PrefixedLog): void {
  for (const { name, required, outcome } of specs)
    if (outcome === 'failed') log.log(required ? 'ERROR' : 'WARNING', `FAILED: ${name}`);
  for (const { id, findings } of clauses) {
    for (const { effect, text, remedy } of findings) {
      if (effect !== 'advises') log.log('WARNING', `${id}: ${text} ${remedy}`);
    }
  }
  log.log('INFO', `the verdict is ${verdict}`);
}
