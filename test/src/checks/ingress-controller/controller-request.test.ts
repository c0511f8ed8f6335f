import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type ControllerPorts, requestOnce } from '../../../../src/checks/ingress-controller/controller-request.ts';
import { requestUntilExpected } from '../../../../src/checks/ingress-controller/request-until-expected.ts';
import { selfSignedCertificate } from '../../../../src/checks/ingress-controller/self-signed-certificate.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const own = selfSignedCertificate('tls.test.invalid', new Date());
const foreign = selfSignedCertificate('tls.test.invalid', new Date());

async function serving(listener: RequestListener, secure?: typeof own): Promise<ControllerPorts> {
  const server =
    secure === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ cert: secure.certificate, key: secure.key }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { http: port, https: port };
}

const answering =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(body);
const request = { address: '127.0.0.1', host: 'a.test.invalid', path: '/x', certificate: null };

describe('a request to a controller', () => {
  test.each([
    ['one of our pods', 200, 'two\n', { answeredBy: 'backend', backend: 'two', status: 200 }],
    ['another page', 200, '<html>two</html>', { answeredBy: 'other', backend: null, status: 200 }],
    [
      'an error page that contains the name of our pod',
      404,
      'two',
      { answeredBy: 'other', backend: null, status: 404 },
    ],
    ['an endless page', 200, 'x'.repeat(100_000), { answeredBy: 'other', backend: null, status: 200 }],
  ])('that %s answers', async (_who, status, body, expected) => {
    expect(await requestOnce(request, await serving(answering(status, body)))).toMatchObject(expected);
  });

  test('that nothing answers is observed as such, with the reason', async () => {
    const ports = await serving(answering(200, 'one'));
    for (const close of closing.splice(0)) close();
    expect(await requestOnce(request, ports)).toMatchObject({
      answeredBy: 'none',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('carries its host and its path', async () => {
    const seen: unknown[] = [];
    const ports = await serving(({ headers, url }, response) => {
      seen.push([headers.host, url]);
      response.end('one');
    });
    await requestOnce(request, ports);
    expect(seen).toEqual([['a.test.invalid', '/x']]);
  });

  test.each([
    ['our certificate', own, true],
    ['another certificate', foreign, false],
  ])('over TLS shows %s', async (_what, shown, ownCertificate) => {
    const secure = { ...request, host: 'tls.test.invalid', certificate: own.certificate };
    const result = await requestOnce(secure, await serving(answering(200, 'one'), shown));
    expect(result).toMatchObject({ answeredBy: 'backend', ownCertificate });
  });
});

describe('a request that is repeated until the expected answer comes', () => {
  const signal = new AbortController().signal;

  test('ends as soon as the backend answers', async () => {
    let count = 0;
    const ports = await serving((_request, response) => {
      count += 1;
      response.end(count < 3 ? 'not yet' : 'one');
    });
    const made = await requestUntilExpected(request, { name: 'x', expected: 'one', signal }, ports);
    expect(made).toMatchObject({
      name: 'x',
      url: 'http://a.test.invalid/x',
      attempts: 3,
      observed: { backend: 'one' },
    });
  });

  test('continues for a while if no backend should answer', async () => {
    const ports = await serving(answering(404, 'no'));
    const made = await requestUntilExpected(request, { name: 'x', expected: null, signal }, ports);
    expect(made.attempts).toBeGreaterThan(3);
    expect(made.observed.answeredBy).toBe('other');
  });

  test('ends with the run', async () => {
    const ports = await serving(answering(404, 'no'));
    const made = await requestUntilExpected(
      request,
      { name: 'x', expected: 'one', signal: AbortSignal.abort() },
      ports,
    );
    expect(made).toMatchObject({ attempts: 1, observed: { answeredBy: 'other' } });
  });
});
