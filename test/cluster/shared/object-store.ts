import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { against, type ClusterAccess } from '../access/access.ts';
import { buildBatch, goVersion, isBuilt, locateBinary } from '../builds/go-build.ts';
import { versitygwComponent } from '../builds/versitygw.ts';

const PORT = 9000;
const USER = { AWS_ACCESS_KEY_ID: 'user', AWS_SECRET_ACCESS_KEY: 'known-to-the-store' };

/** An object store in the network of a test cluster's first node, with one bucket, whose objects are files on this machine. */
export class ObjectStoreOnNode {
  readonly bucket = 'archives';
  readonly credentials = USER;
  readonly #root = mkdtempSync(join(tmpdir(), 'scs-networking-store-'));
  readonly #access: ClusterAccess;
  #program = '';
  #address = '';
  #process: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(access: ClusterAccess) {
    this.#access = access;
  }

  async start(): Promise<void> {
    const binary = await locateBinary(versitygwComponent, await goVersion());
    if (!(await isBuilt(binary))) await buildBatch([binary]);
    this.#program = binary.path;
    const address = 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}';
    this.#address = (await against(this.#access, ['kubectl', 'get', 'nodes', '--output', address])).stdout.trim();
    mkdirSync(this.directory, { recursive: true });
    mkdirSync(join(this.#root, 'about'));
    await this.resume();
  }

  /** The URL at which pods reach it. */
  get endpoint(): string {
    return `http://${this.#address}:${PORT}`;
  }

  /** The directory in which the objects of the bucket are files. */
  get directory(): string {
    return join(this.#root, 'buckets', this.bucket);
  }

  /** Stops the store from answering. It may already have ended with its cluster. */
  async pause(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#ended;
  }

  async resume(): Promise<void> {
    const place = ['posix', '--sidecar', join(this.#root, 'about'), join(this.#root, 'buckets')];
    const [file = '', ...args] = this.#access.wrap([
      this.#program,
      '--port',
      `${this.#address}:${PORT}`,
      '--quiet',
      ...place,
    ]);
    const env = {
      ...process.env,
      ROOT_ACCESS_KEY: USER.AWS_ACCESS_KEY_ID,
      ROOT_SECRET_KEY: USER.AWS_SECRET_ACCESS_KEY,
    };
    this.#process = spawn(file, args, { env, stdio: 'ignore' });
    this.#ended = once(this.#process, 'exit');
    for (let tries = 0; tries < 100; tries += 1) {
      const { exitCode } = await against(this.#access, [process.execPath, '-e', LOOK, this.#address, String(PORT)]);
      if (exitCode === 0) return;
      await sleep(100);
    }
    throw new Error(`expected an object store at ${this.endpoint}, found none within a minute`);
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** A program that exits with 0 if something listens. */
const LOOK = `
  const [host, port] = process.argv.slice(1);
  require('node:net').connect(Number(port), host, () => process.exit(0)).on('error', () => process.exit(1));
`;
