import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { connectionOf } from '../../../src/cluster/connection.ts';
import { listNodes } from '../../../src/cluster/nodes.ts';
import { sonobuoyNamespaces } from '../../../src/cluster/sonobuoy-run.ts';

/** What comes of a question to an API server that answers like this. */
async function asked<T>(
  answer: RequestListener,
  question: (cluster: ReturnType<typeof connectionOf>) => Promise<T>,
): Promise<T | string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'c', server: `http://127.0.0.1:${port}`, skipTLSVerify: true }, { name: 'u' });
  try {
    return await question(connectionOf(config, 20_000)).catch((error: Error) => error.message);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json =
  (body: unknown): RequestListener =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };

const endless: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.write('{"items":[');
  const more = (): void => {
    while (response.writable && response.write(Buffer.alloc(1024 ** 2, '0,')));
  };
  response.on('drain', more);
  more();
};

describe('an API server', () => {
  test('may answer with a list of nothing, as Go writes it', async () => {
    expect(await asked(json({ kind: 'PodList', items: null }), sonobuoyNamespaces)).toEqual([]);
  });

  test.each([
    ['a list without items', json({ kind: 'PodList' }), 'a list without items'],
    ['items that are no list', json({ items: {} }), 'data is not iterable'],
    ['an answer that is no list', json(7), 'a list without items'],
    ['an answer without end', endless, 'an answer of more than 67108864 bytes'],
  ])('that sends %s is said to, whatever was asked', async (_what, answer, problem) => {
    expect(await asked(answer, sonobuoyNamespaces)).toBe(
      `Expected the API server to list the pods of Sonobuoy, found: ${problem}.`,
    );
    expect(await asked(answer, listNodes)).toContain(problem);
  });

  test('is read as before where it answers with one object', async () => {
    const namespace = { metadata: { name: 'x' } };
    const found = await asked(json(namespace), ({ api }) => api(CoreV1Api).readNamespace({ name: 'x' }));
    expect(found).toMatchObject(namespace);
  });
});
