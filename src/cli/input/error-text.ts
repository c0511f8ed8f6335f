import type { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { limitOption } from '../../../results-parsers/report/input-option-names.ts';

/** An error's message on the command line, which has an option for each limit. */
export function errorText({ message, limit }: ScsNetworkingError): string {
  if (limit === undefined) return message;
  const option = limitOption(limit.name);
  const advice = limit.needed === undefined ? `raise it with ${option}` : `allow it with ${option} ${limit.needed}`;
  return `${message}; ${advice} if you trust the author of the archive`;
}
