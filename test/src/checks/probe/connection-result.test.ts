import { describe, expect, test } from '@jest/globals';
import { connectionResult } from '../../../../src/checks/probe/connection-result.ts';
import type { ExecResult } from '../../../../src/cluster/exec.ts';

const failed: ExecResult = { exitCode: 1, stdout: '', stderr: '', problem: null };

describe('the output and exit code of agnhost connect show that the connection', () => {
  const cases: [string, Partial<ExecResult>, string, string][] = [
    ['was open', { exitCode: 0, stdout: 'anything' }, 'open', ''],
    ['got no answer', { stderr: 'TIMEOUT\n' }, 'timeout', 'TIMEOUT'],
    ['was refused', { stderr: 'REFUSED\n' }, 'refused', 'REFUSED'],
    ['had a name that does not resolve', { stderr: 'DNS: no such host\n' }, 'name-unknown', 'DNS: no such host'],
    [
      'was refused by a router',
      { stderr: 'OTHER: dial tcp 10.0.0.1:80: connect: no route to host\n' },
      'refused',
      'OTHER: dial tcp 10.0.0.1:80: connect: no route to host',
    ],
    [
      'could not be tried, for a given reason',
      { stderr: 'OTHER: bad\n' },
      'error',
      'agnhost connect exited with 1: OTHER: bad',
    ],
    ['could not be tried, without a given reason', {}, 'error', 'agnhost connect exited with 1: it printed nothing'],
    [
      'could not be tried, because the pod was not reached',
      { exitCode: null, problem: 'no connection to the pod' },
      'error',
      'no connection to the pod',
    ],
    [
      'got no answer, although it is not known how the program ended',
      { exitCode: null, problem: 'closed', stderr: 'TIMEOUT' },
      'timeout',
      'TIMEOUT',
    ],
  ];
  test.each(cases)('%s', (_, given, result, detail) => {
    expect(connectionResult({ ...failed, ...given })).toEqual({ result, detail });
  });
});
