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
