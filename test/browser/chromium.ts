import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

type Message = {
  id?: number;
  method?: string;
  params?: Json;
  result?: Json;
  error?: { message: string };
  sessionId?: string;
};
type Json = Readonly<Record<string, unknown>>;
type Waiting = { resolve: (result: Json) => void; reject: (error: Error) => void };

/** A headless Chromium that is controlled through pipes (the DevTools protocol), so that it does not open a port. */
export class Chromium {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #received = '';
  #lastId = 0;
  /** Called for every event, until it is replaced. */
  onEvent: (method: string, params: Json) => void = () => {};

  private constructor(process: ChildProcess, profile: string, input: Writable, output: Readable) {
    this.#process = process;
    this.#profile = profile;
    this.#input = input;
    output.setEncoding('utf8').on('data', (text: string) => this.#receive(text));
  }

  /** Root cannot use Chromium's own sandbox, which is off here; it shows only pages of this project. */
  static async launch(): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'scs-networking-chromium-'));
    const flags = [
      ...['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--no-first-run', '--disable-gpu'],
      ...[
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--hide-scrollbars',
      ],
      `--user-data-dir=${profile}`,
    ];
    const child = spawn('chromium', [...flags, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    await once(child, 'spawn');
    const [, , , input, output] = child.stdio;
    return new Chromium(child, profile, input as Writable, output as Readable);
  }

  /** Throws if Chromium reports an error, or if it has ended. */
  async send(method: string, params: Json = {}, sessionId?: string): Promise<Json> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Json>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    return await answer;
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    await this.send('Browser.close').catch(() => this.#process.kill('SIGKILL'));
    await ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive(text: string): void {
    const messages = (this.#received + text).split('\0');
    this.#received = messages.pop() ?? '';
    for (const message of messages) this.#handle(JSON.parse(message));
  }

  #handle({ id, method, params, result, error }: Message): void {
    if (method !== undefined) this.onEvent(method, params ?? {});
    const waiting = this.#waiting.get(id ?? 0);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result ?? {});
    else waiting.reject(new Error(error.message));
  }
}
