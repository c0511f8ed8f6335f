import { describe, expect, test } from '@jest/globals';
import { sctpOutcome } from '../../../../src/runner/preflight/sctp-probe.ts';

const answered = (exitCode: number, stderr: string) => ({ exitCode, stdout: '', stderr, problem: null });

describe('an attempt to open an SCTP socket', () => {
  test.each([
    ['impossible', answered(1, 'OTHER: protocol not supported\n')],
    ['impossible', answered(1, 'OTHER: socket type not supported\n')],
    ['impossible', answered(1, 'OTHER: address family not supported by protocol\n')],
    ['possible', answered(1, 'OTHER: connection refused\n')],
    ['possible', answered(1, 'TIMEOUT\n')],
    ['possible', answered(0, '')],
    ['unknown', answered(1, 'OTHER: operation not permitted\n')],
    ['unknown', answered(1, 'something else')],
    ['unknown', { exitCode: null, stdout: '', stderr: 'OTHER: protocol not supported', problem: 'no connection' }],
  ])('shows that it is %s', (outcome, result) => {
    expect(sctpOutcome(result)).toBe(outcome);
  });
});
