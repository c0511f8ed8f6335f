import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { readListing, type StoredObject } from './listing.ts';
import type { Location } from './location.ts';
import { type StoreRequest, signedRequest, textOf } from './signed-request.ts';
import { type StoreSettings, storeSettings } from './store-settings.ts';

/** Seconds to wait before each further try: a store that is away for a minute is waited for. */
const PAUSES = [0.2, 1, 3, 10, 20, 30] as const;

type Asked = Partial<Omit<StoreRequest, 'url'>> & { query?: Readonly<Record<string, string>> };

/** A store that speaks S3. Objects are handed over as they come, and never kept. It makes no buckets. */
export class ObjectStore {
  readonly #settings: StoreSettings;
  readonly #pauses: readonly number[];

  /** `pauses`: seconds before each further try. Throws `USAGE` without credentials. */
  constructor(settings: StoreSettings = storeSettings(process.env), pauses: readonly number[] = PAUSES) {
    this.#settings = settings;
    this.#pauses = pauses;
  }

  /** All objects whose keys begin so, in the order of the keys' bytes. */
  async *list({ bucket, key }: Location): AsyncGenerator<StoredObject> {
    let token: string | null = null;
    do {
      const query: Record<string, string> = { 'list-type': '2', prefix: key, 'encoding-type': 'url' };
      if (token !== null) query['continuation-token'] = token;
      const { objects, next } = readListing(await textOf(await this.#ask({ bucket, key: '' }, { query })));
      yield* objects;
      token = next;
    } while (token !== null);
  }

  /**
   * The bytes of an object. A connection that breaks is taken up again where it broke, if the object is still the same.
   *
   * @throws INPUT_UNREADABLE if it is not there, or cannot be had in all tries
   */
  async *read(location: Location): AsyncGenerator<Uint8Array> {
    let done = 0;
    let etag = '';
    for (let attempt = 0; ; attempt += 1) {
      const headers: Record<string, string> = done === 0 ? {} : { range: `bytes=${done}-`, 'if-match': etag };
      const answer = await this.#ask(location, { headers });
      etag = answer.headers.etag ?? '';
      try {
        for await (const chunk of answer) {
          done += chunk.length;
          yield chunk;
        }
        return;
      } catch (cause) {
        const pause = this.#pauses[attempt];
        if (pause === undefined || etag === '') throw notHad('that the connection breaks', cause);
        await sleep(pause * 1000);
      }
    }
  }

  /** Writes a file as an object, whole or not at all. */
  async write(location: Location, file: string): Promise<void> {
    (await this.#ask(location, { method: 'PUT', file })).resume();
  }

  async remove(location: Location): Promise<void> {
    (await this.#ask(location, { method: 'DELETE' })).resume();
  }

  /** An answer that is a success. What may pass is tried again. */
  async #ask({ bucket, key }: Location, { query = {}, method = 'GET', ...asked }: Asked): Promise<IncomingMessage> {
    if (key.split('/').some((part) => part === '.' || part === '..')) {
      throw notHad('a key with . or .. between slashes, which a URL cannot hold', undefined);
    }
    const url = new URL(`${this.#settings.endpoint}/${bucket}/${encoded(key)}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    for (let attempt = 0; ; attempt += 1) {
      const answer = await signedRequest(this.#settings, { ...asked, method, url }).catch(asUnreachable);
      if (!('unreachable' in answer) && isSuccess(answer)) return answer;
      const pause = this.#pauses[attempt];
      if (pause === undefined || !isPassing(answer)) throw await this.#refusal(answer);
      if (!('unreachable' in answer)) answer.destroy();
      await sleep(pause * 1000);
    }
  }

  async #refusal(answer: IncomingMessage | Unreachable): Promise<ScsNetworkingError> {
    if ('unreachable' in answer) {
      return notHad(`that nothing answers at ${this.#settings.endpoint}`, answer.unreachable);
    }
    const [, code] = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(await textOf(answer).catch(() => '')) ?? [];
    return notHad(`its answer ${answer.statusCode}${code === undefined ? '' : ` ${code}`}`, undefined);
  }
}

type Unreachable = { unreachable: unknown };

function asUnreachable(unreachable: unknown): Unreachable {
  return { unreachable };
}

function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function isPassing(answer: IncomingMessage | Unreachable): boolean {
  if ('unreachable' in answer) return true;
  const { statusCode = 0 } = answer;
  return statusCode >= 500 || statusCode === 429;
}

/** Slashes part a key, and stay; all else is escaped, also what a URL could hold as it is. */
function encoded(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}

function notHad(found: string, cause: unknown): ScsNetworkingError {
  const message = `expected the object store to do what it is asked for, found ${found}`;
  return new ScsNetworkingError('INPUT_UNREADABLE', message, { cause });
}
