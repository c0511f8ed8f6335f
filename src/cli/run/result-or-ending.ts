import { type ErrorCode, ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { printableLines } from '../../../results-parsers/report/layout.ts';
import { tell } from '../../terminal.ts';
import type { Ending } from '../exit-codes.ts';

/** The ending if there is no verdict: `unusable` if the user can do something about it here, `inconclusive` if a later call may succeed. */
export function endingFor(code: ErrorCode): Ending {
  switch (code) {
    case 'USAGE':
    case 'INPUT_UNREADABLE':
    case 'TOOL_MISSING':
      return 'unusable';
    case 'CLUSTER':
    case 'TOOL_FAILED':
    case 'STORE_AWAY':
      return 'inconclusive';
    default:
      return code satisfies never;
  }
}

/** The result of work on a cluster, or how the command ends without it: then standard error has said why. Throws defects. */
export async function resultOrEnding<T>(work: () => Promise<T>): Promise<{ result: T } | { ending: Ending }> {
  try {
    return { result: await work() };
  } catch (error) {
    if (!(error instanceof ScsNetworkingError)) throw error;
    tell(`scs-networking: ${printableLines(error.message)}\n`);
    return { ending: endingFor(error.code) };
  }
}
