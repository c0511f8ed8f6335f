import { execFile } from 'node:child_process';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

const TIMEOUT_MILLISECONDS = 120_000;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * What a short command prints, such as a version; null if it ends with an error, takes longer than two minutes or is stopped.
 * Rejects with TOOL_MISSING if there is no such program.
 */
export function askBinary(binary: string, args: readonly string[], signal: AbortSignal): Promise<string | null> {
  const options = {
    encoding: 'utf8',
    signal,
    timeout: TIMEOUT_MILLISECONDS,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(binary, args, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT' || error.code === 'EACCES') {
        const message =
          `Expected a program at ${binary}, found none that can be started (${error.code}). ` +
          "The plugin's image must be the conformance image of the cluster's version; see spec.image in the manifest.";
        reject(new ScsNetworkingError('TOOL_MISSING', message, { cause: error }));
      } else resolve(null);
    });
  });
}
