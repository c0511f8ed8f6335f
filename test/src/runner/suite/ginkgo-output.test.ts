import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type GinkgoEvent, GinkgoOutputParser } from '../../../../src/runner/suite/ginkgo-output.ts';

const DELIMITER = '------------------------------';

const BANNER = `Running Suite: Kubernetes e2e suite - /usr/local/bin
====================================================
Random Seed: 1 - will randomize all specs

Will run 3 of 7579 specs
`;

const PARALLEL = `${BANNER}Running in parallel across 2 processes
${DELIMITER}
[SynchronizedBeforeSuite] PASSED [0.100 seconds]
[SynchronizedBeforeSuite]
suites.go:1

  Captured StdOut/StdErr Output >>
  I1122 11:34:36.332000      25 helper.go:125] • [FAILED] [1.000 seconds]
  << Captured StdOut/StdErr Output
${DELIMITER}
SSSSSSSS
${DELIMITER}
• [3.400 seconds]
[sig-network] Netpol one [sig-network]
netpol.go:1

  Timeline >>
  STEP: Creating – namespaces @ 11/22/26 11:34:36.331
  << Timeline
${DELIMITER}
SSS
${DELIMITER}
• [FAILED] [323.381 seconds]
[sig-network] Netpol [It] two [sig-network]
netpol.go:2

  [FAILED] Had 1 wrong results in reachability matrix
  In [It] at: netpol.go:2 @ 11/22/26 11:34:36.331
${DELIMITER}
↺ [FLAKEY TEST - TOOK 2 ATTEMPTS TO PASS] [7.000 seconds]
[sig-network] Netpol three [sig-network]
netpol.go:3
${DELIMITER}
SSSS

Summarizing 1 Failure:
  [FAIL] [sig-network] Netpol [It] two [sig-network]
  netpol.go:2

Ran 3 of 7579 Specs in 3.000 seconds
FAIL! -- 2 Passed | 1 Failed | 0 Pending | 7576 Skipped
`;

const SERIAL = `${BANNER}${DELIMITER}
[SynchronizedBeforeSuite]
suites.go:1
[SynchronizedBeforeSuite] PASSED [0.100 seconds]
${DELIMITER}
SSSS
${DELIMITER}
[sig-network] Netpol one [sig-network]
netpol.go:1
  STEP: Creating namespaces @ 11/22/26 11:34:36.331
• [3.400 seconds]
${DELIMITER}
[sig-network] Netpol two [sig-network]
netpol.go:2
  [FAILED] Had 1 wrong results in reachability matrix
• [FAILED] [323.381 seconds]
[sig-network] Netpol [It] two [sig-network]
netpol.go:2
${DELIMITER}
SS
${DELIMITER}
[sig-network] Netpol three [sig-network]
netpol.go:3
↺ [FLAKEY TEST - TOOK 2 ATTEMPTS TO PASS] [7.000 seconds]
${DELIMITER}
P [PENDING]
[sig-network] Netpol four [sig-network]
netpol.go:4
${DELIMITER}
`;

function read(...chunks: (string | Uint8Array)[]): GinkgoEvent[] {
  const parser = new GinkgoOutputParser();
  return [...chunks.flatMap((chunk) => parser.push(Buffer.from(chunk))), ...parser.end()];
}

const specs = (events: GinkgoEvent[]) => events.filter((event) => event.type === 'spec');

const IN_PARALLEL: GinkgoEvent[] = [
  { type: 'announced', specs: 3, ofSpecs: 7579 },
  { type: 'suite-node', node: 'SynchronizedBeforeSuite', state: 'passed' },
  { type: 'spec', state: 'passed', seconds: 3.4, title: '[sig-network] Netpol one [sig-network]' },
  { type: 'spec', state: 'failed', seconds: 323.381, title: '[sig-network] Netpol [It] two [sig-network]' },
  { type: 'spec', state: 'passed', seconds: 7, title: '[sig-network] Netpol three [sig-network]' },
];

describe('the output of ginkgo', () => {
  test('in parallel shows each spec when it ends, and the output of specs is not mistaken for one', () => {
    expect(read(PARALLEL)).toEqual(IN_PARALLEL);
  });

  test('in series has the title of a passed spec before it', () => {
    expect(read(SERIAL)).toEqual([
      ...IN_PARALLEL,
      { type: 'spec', state: 'pending', seconds: 0, title: '[sig-network] Netpol four [sig-network]' },
    ]);
  });

  test('is read in the same way with CRLF', () => {
    expect(read(PARALLEL.replaceAll('\n', '\r\n'))).toEqual(IN_PARALLEL);
  });

  test('is read in the same way however it is cut into chunks, even inside characters', () => {
    const bytes = Buffer.from(PARALLEL);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        const bounds = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        expect(read(...bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end)))).toEqual(IN_PARALLEL);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['• [FAILED] [1.000 seconds]', 'failed'],
    ['• [PANICKED] [1.000 seconds]', 'panicked'],
    ['• [TIMEDOUT] [1.000 seconds]', 'timedout'],
    ['• [INTERRUPTED] [1.000 seconds]', 'interrupted'],
    ['• [ABORTED] [1.000 seconds]', 'aborted'],
    ['• [FAILED] DURING REPETITION #3 [1.000 seconds]', 'failed'],
    ['S [SKIPPED] [1.000 seconds]', 'skipped'],
  ])('is read with the header %s', (header, state) => {
    expect(read(`${header}\nNAME\nfile.go:1\n`)).toEqual([{ type: 'spec', state, seconds: 1, title: 'NAME' }]);
  });

  test.each([
    ['[BeforeSuite] [FAILED] [600.000 seconds]', 'BeforeSuite', 'failed'],
    ['[SynchronizedBeforeSuite] [INTERRUPTED] [8.216 seconds]', 'SynchronizedBeforeSuite', 'interrupted'],
    ['[ReportAfterSuite] PASSED [0.003 seconds]', 'ReportAfterSuite', 'passed'],
    ['[DeferCleanup (Suite)] [TIMEDOUT] [1.000 seconds]', 'DeferCleanup (Suite)', 'timedout'],
  ])('is read with the suite node %s', (header, node, state) => {
    expect(read(`${header}\n`)).toEqual([{ type: 'suite-node', node, state }]);
  });

  test.each(['•', 'S', 'P', '•••SSS•', '  • [FAILED] [1.000 seconds]', '• [WHATEVER] [1.000 seconds]', 'S[SKIPPED]'])(
    'is not read as a spec: %j',
    (line) => {
      expect(read(`${line}\nNAME\n`)).toEqual([]);
    },
  );

  test('is read to its end even if the last line has no line break', () => {
    expect(read('• [FAILED] [1.000 seconds]\nNAME')).toMatchObject([{ state: 'failed', title: 'NAME' }]);
  });

  test('may have a line of any length', () => {
    const events = read('S'.repeat(10_000_000), 'S'.repeat(1_000_000), '\n', PARALLEL);
    expect(events).toEqual(IN_PARALLEL);
    const [spec] = specs(read(`• [FAILED] [1.000 seconds]\n${'x'.repeat(1_000_000)}\n`));
    expect(spec?.title.length).toBeLessThanOrEqual(65_536);
  });

  test('of any other kind does no harm', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        expect(Array.isArray(read(...chunks))).toBe(true);
      }),
    );
  });
});
