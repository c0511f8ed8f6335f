import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildBatch, goVersion, isBuilt, locateBinary } from '../../../cluster/builds/go-build.ts';
import { versitygwComponent } from '../../../cluster/builds/versitygw.ts';

/** Whether the store can be built. It is built once. */
export const hasGo: boolean = spawnSync('go', ['version']).status === 0;

const USER = { AWS_ACCESS_KEY_ID: 'user', AWS_SECRET_ACCESS_KEY: 'secret' };

/** A real object store on this machine, with one bucket, whose objects are files below a directory. */
export class Gateway {
  readonly bucket = 'archives';
  readonly #root = mkdtempSync(join(tmpdir(), 'scs-networking-store-'));
  #program = '';
  #port = 0;
  #process: ChildProcess | null = null;

  async start(): Promise<void> {
    const binary = await locateBinary(versitygwComponent, await goVersion());
    if (!(await isBuilt(binary))) await buildBatch([binary]);
    this.#program = binary.path;
    this.#port = await freePort();
    mkdirSync(this.directory, { recursive: true });
    mkdirSync(join(this.#root, 'about'));
    await this.resume();
  }

  /** The directory in which the objects of the bucket are files. */
  get directory(): string {
    return join(this.#root, 'buckets', this.bucket);
  }

  get port(): number {
    return this.#port;
  }

  /** The environment of a program that uses the store, directly or through a proxy on this port. */
  environment(port: number = this.#port): Record<string, string> {
    return { ...USER, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
  }

  /** Stops the store from answering, until it is resumed. */
  async pause(): Promise<void> {
    const program = this.#process;
    this.#process = null;
    if (program === null || program.exitCode !== null) return;
    program.kill('SIGKILL');
    await once(program, 'exit');
  }

  async resume(): Promise<void> {
    const args = ['--port', `127.0.0.1:${this.#port}`, '--quiet', 'posix', '--sidecar', join(this.#root, 'about')];
    const env = { ROOT_ACCESS_KEY: USER.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: USER.AWS_SECRET_ACCESS_KEY };
    this.#process = spawn(this.#program, [...args, join(this.#root, 'buckets')], { env, stdio: 'ignore' });
    for (let tries = 0; tries < 200 && !(await isListening(this.#port)); tries += 1) await sleep(50);
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** The port on which a server listens. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
