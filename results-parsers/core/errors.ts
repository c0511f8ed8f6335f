/**
 * What stopped the work. Findings about the input are data in the verdict; an error means that there is no verdict.
 *
 * - `USAGE`: the caller asked for something impossible (flags, settings, file names).
 * - `INPUT_UNREADABLE`: the input is not what it was said to be, or exceeds a limit.
 * - `TOOL_MISSING`: a program that the work needs is not on this machine.
 * - `TOOL_FAILED`: a program that the work needs exited with an error.
 * - `CLUSTER`: the cluster did not reach, or did not keep, the state that the work needs.
 * - `STORE_AWAY`: an object store answered no attempt, or only with transient errors. Try again later.
 */
export type ErrorCode = 'USAGE' | 'INPUT_UNREADABLE' | 'TOOL_MISSING' | 'TOOL_FAILED' | 'CLUSTER' | 'STORE_AWAY';

/** A limit that the input exceeds, by its name; `needed`: the value with which it would not, if it is known. */
export type ExceededLimit = { readonly name: string; readonly needed?: number };

/** The only error class of the product. The message says what was expected, what was found, where, and what to do next. */
export class ScsNetworkingError extends Error {
  override readonly name = 'ScsNetworkingError';
  readonly code: ErrorCode;
  /** If the work would go on with a higher limit. */
  readonly limit: ExceededLimit | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    { limit, ...options }: { cause?: unknown; limit?: ExceededLimit } = {},
  ) {
    super(message, options);
    this.code = code;
    this.limit = limit;
  }
}

/** An error's message, for people; any value can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
