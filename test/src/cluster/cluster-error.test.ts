import { describe, expect, test } from '@jest/globals';
import { ApiException } from '@kubernetes/client-node';
import { clusterError, httpStatusOf, requestProblem } from '../../../src/cluster/cluster-error.ts';

const forbidden = { kind: 'Status', code: 403, message: 'namespaces is forbidden' };

describe('what went wrong with a request', () => {
  test.each([
    [new ApiException(403, 'x', forbidden, {}), 'HTTP 403, namespaces is forbidden'],
    [new ApiException(403, 'x', JSON.stringify(forbidden), {}), 'HTTP 403, namespaces is forbidden'],
    [new ApiException(502, 'x', '<html>', {}), 'HTTP 502, <html>'],
    [new ApiException(401, 'x', undefined, {}), 'HTTP 401'],
    [
      new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.0.0.1:443') }),
      'connect ECONNREFUSED 10.0.0.1:443',
    ],
    [new DOMException('aborted', 'TimeoutError'), 'no answer in time'],
    [new Error('plain'), 'plain'],
    ['text', 'text'],
  ])('is said in words', (cause, words) => {
    expect(requestProblem(cause)).toBe(words);
    expect(clusterError('an answer', cause)).toMatchObject({
      code: 'CLUSTER',
      message: `Expected an answer, found: ${words}.`,
      cause,
    });
  });

  test('has an HTTP status only where there was an answer', () => {
    expect(httpStatusOf(new ApiException(409, 'x', undefined, {}))).toBe(409);
    expect(httpStatusOf(new Error('away'))).toBeNull();
  });
});
