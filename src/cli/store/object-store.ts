import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../../../results-parsers/core/counted.ts';
import { type ListingPart, readListing, type StoredObject } from './listing.ts';
import type { Location } from './location.ts';
import { type StoreRequest, signedRequest, textOf } from './signed-request.ts';
import { asUnreachable, away, isBusy, isPassing, isSuccess, notHad, type Unreachable } from './store-answer.ts';
import { type StoreSettings, storeSettings } from './store-settings.ts';

/** Seconds to wait before each retry: enough for a store that is away for a minute. */
const PAUSES = [0.2, 1, 3, 10, 20, 30] as const;
/** After so many seconds there are no more retries, even if each took long to fail. */
const PATIENCE_SECONDS = 120;

type Asked = Partial<Omit<StoreRequest, 'url'>> & { query?: Readonly<Record<string, string>> };

/** A store that speaks S3. Objects are passed on as they come, and never kept. It makes no buckets. */
export class ObjectStore {
  readonly #settings: StoreSettings;
  readonly #pauses: readonly number[];

  /** `pauses`: seconds before each retry. Throws `USAGE` without credentials. */
  constructor(settings: StoreSettings = storeSettings(process.env), pauses: readonly number[] = PAUSES) {
    this.#settings = settings;
    this.#pauses = pauses;
  }

  /** All objects whose keys have this prefix, in the order of the keys' bytes. */
  async *list(location: Location): AsyncGenerator<StoredObject> {
    for await (const { objects } of this.#listing(location, {})) yield* objects;
  }

  /** All prefixes up to the next slash of keys that have this prefix. */
  async *directories(location: Location): AsyncGenerator<string> {
    for await (const { directories } of this.#listing(location, { delimiter: '/' })) yield* directories;
  }

  async *#listing({ bucket, key }: Location, asked: Readonly<Record<string, string>>): AsyncGenerator<ListingPart> {
    let token: string | null = null;
    do {
      const query: Record<string, string> = { 'list-type': '2', prefix: key, 'encoding-type': 'url', ...asked };
      if (token !== null) query['continuation-token'] = token;
      const part = readListing(await textOf(await this.#ask({ bucket, key: '' }, { query })));
      yield part;
      token = part.next;
    } while (token !== null);
  }

  /**
   * The bytes of an object. A download that breaks off is resumed where it broke off, if the object is still the same.
   *
   * @throws INPUT_UNREADABLE if it is not there, or must not be read; STORE_AWAY if all attempts failed
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
        if (pause === undefined || etag === '') {
          throw ((await this.#answers(location.bucket)) ? notHad : away)('that the connection breaks off', cause);
        }
        await sleep(pause * 1000);
      }
    }
  }

  /** Writes a file, or a text, as an object, whole or not at all. */
  async write(location: Location, content: Pick<StoreRequest, 'file'> | Pick<StoreRequest, 'text'>): Promise<void> {
    (await this.#ask(location, { method: 'PUT', ...content })).resume();
  }

  async remove(location: Location): Promise<void> {
    (await this.#ask(location, { method: 'DELETE' })).resume();
  }

  /** A successful answer. Transient errors are retried. */
  async #ask({ bucket, key }: Location, { query = {}, method = 'GET', ...asked }: Asked): Promise<IncomingMessage> {
    if (key.split('/').some((part) => part === '.' || part === '..')) {
      throw notHad('a key with . or .. between slashes, which a URL cannot contain', undefined);
    }
    const url = new URL(`${this.#settings.endpoint}/${bucket}/${encoded(key)}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const startedAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = await signedRequest(this.#settings, { ...asked, method, url }).catch(asUnreachable);
      if (!('unreachable' in answer) && isSuccess(answer)) return answer;
      const pause = this.#pauses[attempt];
      const seconds = (performance.now() - startedAt) / 1000;
      if (!isPassing(answer)) throw notHad(await this.#found(answer), undefined);
      if (pause === undefined || seconds + pause > PATIENCE_SECONDS) {
        const found = `${await this.#found(answer)}, ${counted(attempt + 1, 'time')} in ${Math.round(seconds)} s`;
        if ('unreachable' in answer) throw away(found, answer.unreachable);
        throw isBusy(answer) || !(await this.#answers(bucket)) ? away(found, undefined) : notHad(found, undefined);
      }
      if (!('unreachable' in answer)) answer.destroy();
      await sleep(pause * 1000);
    }
  }

  /** Whether the store answers a listing, so that an error concerns only the object that was asked for. */
  async #answers(bucket: string): Promise<boolean> {
    const url = new URL(`${this.#settings.endpoint}/${bucket}/?list-type=2&max-keys=1`);
    const answer = await signedRequest(this.#settings, { method: 'GET', url }).catch(asUnreachable);
    if ('unreachable' in answer) return false;
    answer.resume();
    return isSuccess(answer);
  }

  async #found(answer: IncomingMessage | Unreachable): Promise<string> {
    if ('unreachable' in answer) return `that nothing answers at ${this.#settings.endpoint}`;
    const [, code] = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(await textOf(answer).catch(() => '')) ?? [];
    return `its answer ${answer.statusCode}${code === undefined ? '' : ` ${code}`}`;
  }
}

/** Slashes separate parts of a key, and stay; everything else is escaped, even characters that a URL allows. */
function encoded(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}
