import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { ShardRecord } from '../../../../src/cli/archives/shards/shard-record.ts';
import type { PrintedEvaluation } from '../../../../src/cli/evaluate/evaluate-one.ts';
import { LostStores } from '../../../../src/cli/evaluate/lost-stores.ts';
import { ObjectStore } from '../../../../src/cli/store/object-store.ts';
import { portOf } from './gateway.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A store that gives these status codes to requests for objects and for listings. */
async function storeWith(ofObjects: number, ofListings: number): Promise<ObjectStore> {
  server = createServer(({ url = '' }, response) => {
    response.writeHead(url.includes('list-type') ? ofListings : ofObjects).end('<Error><Code>Any</Code></Error>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return storeAt(portOf(server));
}

function storeAt(port: number): ObjectStore {
  const settings = { endpoint: `http://127.0.0.1:${port}`, region: 'any', accessKeyId: 'a', secretAccessKey: 'b' };
  return new ObjectStore(settings, [0.01, 0.01]);
}

test.each([
  ['busy', 503, 200, 'STORE_AWAY', /its answer 503 Any, 3 times in 0 s/],
  ['limiting its requests', 429, 200, 'STORE_AWAY', /its answer 429 Any, 3 times/],
  ['failing for all requests', 500, 500, 'STORE_AWAY', /its answer 500 Any, 3 times/],
  ['failing for one object', 500, 200, 'INPUT_UNREADABLE', /its answer 500 Any, 3 times/],
  ['refusing access', 403, 200, 'INPUT_UNREADABLE', /its answer 403 Any$/],
])('a store that is %s (%i, %i for listings): %s', async (_, ofObjects, ofListings, code, message) => {
  const store = await storeWith(ofObjects, ofListings);
  const reading = store.read({ bucket: 'archives', key: 'x' }).next();
  await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a store that cannot be reached is away', async () => {
  const reading = storeAt(1).read({ bucket: 'archives', key: 'x' }).next();
  const message = expect.stringMatching(/nothing answers at http:\/\/127\.0\.0\.1:1, 3 times in 0 s$/);
  await expect(reading).rejects.toMatchObject({ code: 'STORE_AWAY', message });
});

const away = (archive: string): PrintedEvaluation => ({
  ...{ archive, ending: 'unusable', complaint: `scs-networking: ${archive}: away\n`, isStoreAway: true },
});
const unreadable = (archive: string): PrintedEvaluation => ({ ...away(archive), isStoreAway: false });

test('a store that has been given up is not asked again for other archives', () => {
  const lost = new LostStores();
  lost.note(unreadable('s3://archives/a'));
  expect(lost.refusal('s3://archives/b')).toBeNull();
  lost.note(away('s3://archives/a'));
  expect(lost.refusal('s3://archives/b')).toMatchObject({
    isStoreAway: true,
    complaint: expect.stringMatching(/no longer answering/),
  });
  for (const other of ['s3://other/b', 'archives/b']) expect(lost.refusal(other)).toBeNull();
});

test('a shard continues after unreadable archives, and ends if their store is away', async () => {
  const record = new ShardRecord({ index: 0, count: 2 }, 'digest');
  const seen: string[] = [];
  const counting = async (): Promise<void> => {
    for await (const { archive } of record.counting(some(unreadable('a'), away('b'), unreadable('c'))))
      seen.push(archive);
  };
  await expect(counting()).rejects.toMatchObject({
    code: 'STORE_AWAY',
    message: 'b: away; the shard is not written, try it again later',
  });
  expect(seen).toEqual(['a']);
});

async function* some(...evaluations: PrintedEvaluation[]): AsyncGenerator<PrintedEvaluation> {
  yield* evaluations;
}
