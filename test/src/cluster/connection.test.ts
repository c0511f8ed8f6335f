import type { RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { CoreV1Api } from '@kubernetes/client-node';
import { listNodes } from '../../../src/cluster/nodes.ts';
import { sonobuoyNamespaces } from '../../../src/cluster/sonobuoy-run.ts';
import { asked } from './answering-api.ts';

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

/** Twice 64 MiB, which a busy machine needs some seconds for. */
const READING_MILLISECONDS = 30_000;

describe('an API server', () => {
  test('may answer with an empty list in the form that Go writes', async () => {
    expect(await asked(json({ kind: 'PodList', items: null }), sonobuoyNamespaces)).toEqual([]);
  });

  test.each([
    ['a list without items', json({ kind: 'PodList' }), 'a list without items'],
    ['items that are not a list', json({ items: {} }), 'an answer of another kind'],
    ['an answer that is not a list', json(7), 'a list without items'],
    ['an endless answer', endless, 'an answer of more than 67108864 bytes'],
  ])(
    'that sends %s is reported as such, whatever the request',
    async (_what, answer, problem) => {
      expect(await asked(answer, sonobuoyNamespaces)).toBe(
        `Expected the API server to list the pods of Sonobuoy, found: ${problem}.`,
      );
      expect(await asked(answer, listNodes)).toContain(problem);
    },
    READING_MILLISECONDS,
  );

  test('may also answer with a single object', async () => {
    const namespace = { metadata: { name: 'x' } };
    const found = await asked(json(namespace), ({ api }) => api(CoreV1Api).readNamespace({ name: 'x' }));
    expect(found).toMatchObject(namespace);
  });
});
