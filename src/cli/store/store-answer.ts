import type { IncomingMessage } from 'node:http';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** In place of an answer: what kept it from coming. */
export type Unreachable = { unreachable: unknown };

export function asUnreachable(unreachable: unknown): Unreachable {
  return { unreachable };
}

export function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** Whether another try may end otherwise. */
export function isPassing(answer: IncomingMessage | Unreachable): boolean {
  if ('unreachable' in answer) return true;
  const { statusCode = 0 } = answer;
  return statusCode >= 500 || statusCode === 429;
}

/** Whether the store says of itself that it has no time. */
export function isBusy({ statusCode }: IncomingMessage): boolean {
  return statusCode === 429 || statusCode === 503;
}

/** For one object that cannot be had. */
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
