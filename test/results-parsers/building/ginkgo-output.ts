/** Pieces of what ginkgo prints, as its default reporter does with `--no-color`. */
const DELIMITER = '-'.repeat(30);

const title = (name: string) => `${name} [sig-network, slow]\nk8s.io/kubernetes/test.go:110`;

/** The result of a spec as it comes in parallel, or one after the other without `-v`. */
export function result(name: string, tries = 1): string {
  const header = tries > 1 ? `↺ [FLAKEY TEST - TOOK ${tries} ATTEMPTS TO PASS] [88.688 seconds]` : '• [12.318 seconds]';
  return `${DELIMITER}\n${header}\n${title(name)}\n${DELIMITER}\nSSSS\n`;
}

/** A spec with what it prints while it runs, as it comes one after the other with `-v`. */
export function streamed(name: string, tries = 1): string {
  const retries = Array.from(
    { length: tries - 1 },
    (_, index) => `\n  Attempt #${index + 1} Failed.  Retrying ↺ @ 11/24/26\n\n`,
  );
  const header = tries > 1 ? `↺ [FLAKEY TEST - TOOK ${tries} ATTEMPTS TO PASS] [88.688 seconds]` : '• [12.318 seconds]';
  return `${DELIMITER}\n${title(name)}\n  STEP: x\n${retries.join('')}${header}\n${DELIMITER}\nSSSS\n`;
}

export function summary(passed: number, flaked = 0): string {
  const flakes = flaked > 0 ? `${flaked} Flaked | ` : '';
  return `\nRan ${passed} of ${passed} Specs in 3.000 seconds\nSUCCESS! -- ${passed} Passed | 0 Failed | ${flakes}0 Pending | 7577 Skipped\nPASS\n`;
}

/** A spec with what it prints while it runs, as it comes at the end of the spec in parallel with `-v`. */
export function verbose(name: string, lines: readonly string[]): string {
  const timeline = lines.map((line) => `  ${line}\n`).join('');
  return `${DELIMITER}\n• [12.318 seconds]\n${title(name)}\n\n  Timeline >>\n${timeline}  << Timeline\n${DELIMITER}\nSSSS\n`;
}

const logged = (text: string) => `I1122 14:19:07.245077      46 exec_util.go:206] ${text}`;
/** The endings of an exec as Kubernetes 1.33 to 1.36 log them. */
export const execs = {
  blocked: logged('unexpected error trying to use websockets for pod exec: command terminated with exit code 1'),
  failed: logged(
    'unexpected error trying to use websockets for pod exec: Internal error occurred: error executing command in container: failed to exec in container: failed to load task: context deadline exceeded',
  ),
  fallback: logged(
    'fallback to secondary dialer from primary dialer err: unable to upgrade streaming request: websocket: bad handshake (500 Internal Server Error): container not found ("agnhost")',
  ),
  /** The line that follows where the connection is to be open, with the probe's own word. */
  repeated: (word: string) =>
    logged(`probe #1 :: connectivity expected :: netpol-x-7931/b -> 10.96.154.11 :: stderr - ${word}`),
};

/** One look at the reachability matrix that comes out right. */
export function validated(...lines: readonly string[]): string[] {
  return [
    'STEP: Validating reachability matrix... (FIRST TRY) @ 11/22/26 14:19:03.784',
    ...lines,
    logged('VALIDATION SUCCESSFUL'),
  ];
}
