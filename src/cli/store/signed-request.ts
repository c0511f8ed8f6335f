import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { StoreSettings } from './store-settings.ts';

/** After this long without a byte, a connection counts as broken. */
const SILENCE_MILLISECONDS = 60_000;

export type StoreRequest = {
  method: 'GET' | 'PUT' | 'DELETE';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  /** What is sent: a file's content, or a text. */
  file?: string;
  text?: string;
};

/**
 * Sends a signed request, and returns the answer, whatever it is. Rejects if there is none.
 *
 * Not with fetch: Node's throws an uncatchable error if a store ends a connection whose bytes are read more slowly than they come.
 */
export async function signedRequest(settings: StoreSettings, asked: StoreRequest): Promise<IncomingMessage> {
  const { method, url, file, text } = asked;
  const signer = new AwsV4Signer({ ...settings, service: 's3', method, url: url.href, headers: asked.headers ?? {} });
  const { headers } = await signer.sign();
  const size = file === undefined ? (text === undefined ? null : Buffer.byteLength(text)) : (await stat(file)).size;
  const length = size === null ? {} : { 'content-length': String(size) };
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  const request = send(url, { method, headers: { ...Object.fromEntries(headers), ...length } });
  request.setTimeout(SILENCE_MILLISECONDS, () => request.destroy(new Error('nothing came for a minute')));
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
  // A store may answer before it has read everything, and end the connection.
  if (file === undefined) request.end(text);
  else pipeline(createReadStream(file), request).catch(() => {});
  const response = await answer;
  // Whoever reads the answer learns of a broken connection in any case; nobody else needs to.
  response.on('error', () => {});
  return response;
}

/** The text of an answer; a thousand keys of a thousand characters fit many times over. */
export async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    length += chunk.length;
    if (length > 16 * 1024 ** 2) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
