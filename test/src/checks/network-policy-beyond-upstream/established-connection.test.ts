import { expect, test } from '@jest/globals';
import { endOf } from '../../../../src/checks/network-policy-beyond-upstream/established-connection.ts';

const connected = '2026/11/24 07:00:00 Connected to server\n';
const result = { exitCode: 0, stdout: '', stderr: connected, problem: null };

test.each([
  ['the end of the connection', result, 'open'],
  ['a reset', { ...result, exitCode: 1, stderr: `${connected}read tcp: connection reset by peer` }, 'open'],
  ['nothing in time', { ...result, exitCode: 1, stderr: `${connected}read tcp 10.0.0.1: i/o timeout` }, 'timeout'],
  ['no connection at all', { ...result, exitCode: 1, stderr: 'dial tcp: connection refused' }, 'error'],
  ['another error', { ...result, exitCode: 1, stderr: `${connected}Got data but expected EOF` }, 'error'],
  ['no end of the command', { ...result, exitCode: null, problem: 'the command did not end' }, 'error'],
] as const)('a client that saw %s', (_, seen, expected) => {
  expect(endOf(seen).result).toBe(expected);
});
