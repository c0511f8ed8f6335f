import type { IncomingMessage } from 'node:http';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** Why there is no answer. */
export type Unreachable = { unreachable: unknown };

export function asUnreachable(unreachable: unknown): Unreachable {
  return { unreachable };
}

export function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** Whether the problem may pass, so that another attempt makes sense. */
export function isPassing(answer: IncomingMessage | Unreachable): boolean {
  if ('unreachable' in answer) return true;
  const { statusCode = 0 } = answer;
  return statusCode >= 500 || statusCode === 429;
}

/** Whether the store says that it is overloaded. */
export function isBusy({ statusCode }: IncomingMessage): boolean {
  return statusCode === 429 || statusCode === 503;
}

/** For a single object that cannot be retrieved. */
export function notHad(found: string, cause: unknown): ScsNetworkingError {
  return new ScsNetworkingError('INPUT_UNREADABLE', expectedOfStore(found), { cause });
}

/** For a store that does not answer. */
export function away(found: string, cause: unknown): ScsNetworkingError {
  return new ScsNetworkingError('STORE_AWAY', expectedOfStore(found), { cause });
}

function expectedOfStore(found: string): string {
  return `expected the object store to do as it is asked, found ${found}`;
}
