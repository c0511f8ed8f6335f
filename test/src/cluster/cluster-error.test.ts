import { describe, expect, test } from '@jest/globals';
import { ApiException } from '@kubernetes/client-node';
import { clusterError, httpStatusOf, requestProblem } from '../../../src/cluster/cluster-error.ts';

const forbidden = { kind: 'Status', code: 403, message: 'namespaces is forbidden' };

function coded(code: string): Error {
  return Object.assign(new Error(`the library's words of ${code}`), { code });
}

describe('the error of a request', () => {
  test.each([
    [new ApiException(403, 'x', forbidden, {}), 'HTTP 403, namespaces is forbidden'],
    [new ApiException(403, 'x', JSON.stringify(forbidden), {}), 'HTTP 403, namespaces is forbidden'],
    [new ApiException(502, 'x', '<html>', {}), 'HTTP 502, <html>'],
    [new ApiException(401, 'x', undefined, {}), 'HTTP 401'],
    [
      new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }),
      'nothing listens at its address (the connection was refused)',
    ],
    [coded('ENOTFOUND'), 'DNS does not know the name of its host'],
    [
      new TypeError('fetch failed', { cause: coded('DEPTH_ZERO_SELF_SIGNED_CERT') }),
      'a certificate from an authority other than the one in the kubeconfig',
    ],
    [
      new TypeError('fetch failed', { cause: coded('ERR_OSSL_PEM_NO_START_LINE') }),
      'a certificate or key of the kubeconfig cannot be read',
    ],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'it refuses our TLS connection (ERR_SSL_WRONG_VERSION_NUMBER)'],
    [coded('ENEW'), 'it cannot be reached (ENEW)'],
    [new TypeError('fetch failed', { cause: new Error('bad port') }), 'it cannot be reached'],
    [new TypeError('data is not iterable'), 'an answer of another kind'],
    [new SyntaxError('Unexpected token'), 'an answer that is not JSON'],
    [new DOMException('aborted', 'TimeoutError'), 'no answer in time'],
    [new Error('plain'), 'plain'],
    ['text', 'text'],
  ])('is put into words', (cause, words) => {
    expect(requestProblem(cause)).toBe(words);
    expect(clusterError('an answer', cause)).toMatchObject({
      code: 'CLUSTER',
      message: `Expected an answer, found: ${words}.`,
      cause,
    });
  });

  test('has an HTTP status only if there was an answer', () => {
    expect(httpStatusOf(new ApiException(409, 'x', undefined, {}))).toBe(409);
    expect(httpStatusOf(new Error('away'))).toBeNull();
  });
});
