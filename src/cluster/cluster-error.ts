import { ApiException } from '@kubernetes/client-node';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { codeInWords } from './request-words.ts';

const Status = z.object({ message: z.string() });
const Coded = z.object({ code: z.string() });
const Failure = z.object({ name: z.string(), message: z.string(), cause: z.unknown().optional() });

/** The API server's message in its answer, which is a Status, as text or already parsed. */
function statusMessage(body: unknown): string {
  let content = body;
  if (typeof body === 'string') {
    try {
      content = JSON.parse(body);
    } catch {
      return body;
    }
  }
  return Status.safeParse(content).data?.message ?? '';
}

/** The HTTP status of an answer that is an error; null: there was no answer. */
export function httpStatusOf(cause: unknown): number | null {
  return cause instanceof ApiException ? cause.code : null;
}

/** What went wrong with a request, in words that fit after a colon, such as `HTTP 403, namespaces is forbidden: ...`. */
export function requestProblem(cause: unknown): string {
  if (cause instanceof ApiException) {
    const message = statusMessage(cause.body);
    return message === '' ? `HTTP ${cause.code}` : `HTTP ${cause.code}, ${message}`;
  }
  const failure = Failure.safeParse(cause).data;
  if (failure === undefined) return String(cause);
  if (failure.name === 'TimeoutError') return 'no answer in time';
  // fetch says only that it failed; why is in the cause
  const code = Coded.safeParse(failure.cause).data?.code ?? Coded.safeParse(cause).data?.code;
  if (cause instanceof ScsNetworkingError) return failure.message;
  if (code !== undefined) return codeInWords(code);
  if (failure.name === 'SyntaxError') return 'an answer that is not JSON';
  // fetch's own, such as a port that browsers do not open.
  if (failure.name === 'TypeError')
    return failure.cause === undefined ? 'an answer of another kind' : 'it cannot be reached';
  return failure.message;
}

/** @param expected what was asked of the cluster, such as `the API server to list pods` */
export function clusterError(expected: string, cause: unknown): ScsNetworkingError {
  return new ScsNetworkingError('CLUSTER', `Expected ${expected}, found: ${requestProblem(cause)}.`, { cause });
}
