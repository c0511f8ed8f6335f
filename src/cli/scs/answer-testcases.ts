import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { Verdict } from '../../../results-parsers/index.ts';
import { scsLogLines } from '../../../results-parsers/report/scs/log-lines.ts';
import { isTestcaseId } from '../../../results-parsers/report/scs/testcases.ts';
import { tell } from '../../terminal.ts';
import type { Ending } from '../exit-codes.ts';
import { stoppable } from '../run/interruptible.ts';
import type { ScsFlags } from './flags.ts';
import { PrefixedLog } from './prefixed-log.ts';
import type { ResultLines } from './result-lines.ts';
import { TESTCASES, testcaseResult } from './testcases.ts';
import { verdictOnCluster } from './verdict-on-cluster.ts';

/** Answers all testcases of `lines`, by a run on the cluster. Never rejects: what goes wrong is reported on standard error. */
export async function answerTestcases(flags: ScsFlags, lines: ResultLines, toolVersion: string): Promise<Ending> {
  const log = new PrefixedLog((text) => tell(text));
  let why = 'no run was completed, so nothing is known';
  try {
    await stoppable(log, flags, async (stop) => {
      // Whoever ends this process may not wait for long.
      stop.addEventListener('abort', () => lines.abortOthers('the check was stopped before there was a result'));
      for (const testcase of lines.open.filter((testcase) => !isTestcaseId(testcase))) {
        lines.abort(testcase, `cannot be answered here; expected a testcase of ${TESTCASES.join(', ')}`);
      }
      const verdict = await verdictOnCluster(flags, stop, log, toolVersion);
      if (verdict !== null) answer(verdict, lines, log, flags.executionMode === 'dry');
    });
  } catch (error) {
    const isKnown = error instanceof ScsNetworkingError;
    why = isKnown ? error.message : 'this is a defect of scs-networking, please report it';
    if (!isKnown) log.log('DEBUG', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  lines.abortOthers(why);
  return lines.ending;
}

function answer(verdict: Verdict, lines: ResultLines, log: PrefixedLog, isDry: boolean): void {
  const answered = lines.open.filter(isTestcaseId).map((id) => ({ id, result: testcaseResult(id, verdict, isDry) }));
  for (const { level, text } of scsLogLines(verdict, answered)) log.log(level, text);
  for (const { id, result } of answered) lines.answer(id, result);
}
